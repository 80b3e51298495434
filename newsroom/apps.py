"""The project as an app: it joins corpus and annotations, and nothing imports it."""

from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    """Holds the commands that touch both apps, and the checks of the installation."""

    name = "newsroom"

    def ready(self) -> None:
        from newsroom import checks  # noqa: F401
