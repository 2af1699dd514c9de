"""Help in sections: what most people need comes first."""

from collections.abc import Mapping, Sequence

import click

REST = "Other options"


def sectioned(sections: Mapping[str, Sequence[str]]) -> type[click.Command]:
    """A command whose help lists its options under these headings, by their names in Python.

    What is named nowhere comes last.
    """

    class Sectioned(click.Command):
        """A command with its help in sections."""

        def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
            """Write each section that has an option."""
            known = {name for names in sections.values() for name in names}
            options = [one for one in self.get_params(ctx) if isinstance(one, click.Option)]
            by_name = {one.name: one for one in options}
            rest = [one.name for one in options if one.name not in known]
            for heading, names in {**sections, REST: rest}.items():
                found = [by_name[name] for name in names if name in by_name]
                rows = [record for one in found if (record := one.get_help_record(ctx))]
                if rows:
                    with formatter.section(heading):
                        formatter.write_dl(rows)

    return Sectioned
