"""The project's settings over a database of its own, with or without the morphology database."""

import os

from newsroom.settings import *  # noqa: F403
from newsroom.settings import DATABASES, VAR_DIR

DATABASES["default"]["NAME"] = "benchmark"
if os.environ.get("BENCHMARK_MORPHOLOGY") == "no":
    MORPHOLOGY_DIR = VAR_DIR / "no-morphology"
