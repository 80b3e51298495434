"""Compile the translations without gettext's msgfmt, which a fresh machine does not have."""

from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation.reloader import translation_file_changed


class Command(BaseCommand):
    help = "Write django.mo beside each django.po that is newer."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        for directory in (*settings.LOCALE_PATHS, *settings.BASE_DIR.glob("*/locale")):
            for source in sorted(Path(directory).rglob("*.po")):
                self.compile(source)

    def compile(self, source: Path) -> None:
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            return
        polib.pofile(str(source)).save_as_mofile(str(compiled))
        # The commands that follow in this process would go on with what it read before.
        translation_file_changed(sender=None, file_path=compiled)
        self.stdout.write(str(compiled))
