"""A report in Markdown of which each size that is measured has a section of its own."""

from pathlib import Path


def write_section(report: Path, section: str) -> None:
    """Put it in the place of the section with the same heading, or at the end."""
    heading = section.partition("\n")[0]
    begun, *sections = report.read_text("utf-8").split("\n## ")
    kept = [f"## {it.strip()}" for it in sections]
    places = [at for at, it in enumerate(kept) if it.partition("\n")[0] == heading]
    if places:
        kept[places[0]] = section.strip()
    else:
        kept.append(section.strip())
    report.write_text("\n\n".join([begun.strip(), *kept]) + "\n", "utf-8")
