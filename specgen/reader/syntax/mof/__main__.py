"""Write ``mof_table.json`` from ``mof.lark``: ``python -m specgen.reader.syntax.mof``."""

from pathlib import Path

from specgen.reader.syntax.mof.grammar import TABLE, table

if __name__ == "__main__":
    Path(__file__).with_name(TABLE).write_text(table(), encoding="utf-8", newline="\n")
