"""The suite's own rules, read from the source by its syntax tree."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

NETWORK = {"get", "post", "put", "patch", "delete", "head", "request", "urlopen"}
REASON = re.compile(r"#\s*sudo:\s*\S+")
LAZY_TEXT = {"_", "_lt", "_t"}


class Source:
    def __init__(self, text: str, name: str = "sample.py"):
        self.name = name
        self.lines = text.splitlines()
        self.tree = ast.parse(text)
        self.parents = {
            child: node
            for node in ast.walk(self.tree)
            for child in ast.iter_child_nodes(node)
        }

    @classmethod
    def of(cls, path: Path, name: str) -> "Source":
        return cls(path.read_text(encoding="utf-8"), name)

    def calls(self) -> Iterator[tuple[ast.Call, str]]:
        """:return: each call and the last part of what is called"""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield node, last_name(node.func)

    def comment_near(self, node: ast.AST, pattern: re.Pattern) -> bool:
        """Whether a line of the node's statement, or one of two above it, matches."""
        statement = node
        while not isinstance(statement, ast.stmt):
            statement = self.parents[statement]
        first = min(statement.lineno, node.lineno)
        lines = self.lines[max(0, first - 3) : node.end_lineno]
        return any(pattern.search(line) for line in lines)

    def place(self, node) -> str:
        return f"{self.name}:{node.lineno}"


def last_name(node) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def is_put_together(node) -> bool:
    """Whether an expression is an f-string, a %, a + or a .format() of texts."""
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod | ast.Add):
        return True
    return isinstance(node, ast.Call) and last_name(node.func) == "format"


def markup_put_together(source: Source) -> Iterator[str]:
    """Markup(f"…"): the value gets into the page unescaped. Markup("…%s") % value is
    right."""
    for call, name in source.calls():
        if name == "Markup" and call.args and is_put_together(call.args[0]):
            yield f"{source.place(call)}: Markup() of a text put together; escape by %"


def network_without_timeout(source: Source) -> Iterator[str]:
    """A service that hangs must not hang a worker."""
    for call, name in source.calls():
        if name not in NETWORK or any(k.arg == "timeout" for k in call.keywords):
            continue
        target = call.func.value if isinstance(call.func, ast.Attribute) else None
        if name == "urlopen" or (target and last_name(target) == "requests"):
            yield f"{source.place(call)}: {name}() without timeout="


def execute_without_sql(source: Source) -> Iterator[str]:
    """cr.execute() takes SQL(…), which keeps values and names apart from the query."""
    for call, name in source.calls():
        if name != "execute" or not isinstance(call.func, ast.Attribute):
            continue
        if last_name(call.func.value) not in ("cr", "_cr", "cursor"):
            continue
        query = call.args[0] if call.args else None
        if not (isinstance(query, ast.Call) and last_name(query.func) == "SQL"):
            yield f"{source.place(call)}: cr.execute() without SQL(…)"


def sudo_without_reason(source: Source) -> Iterator[str]:
    """Whoever leaves the user's rights says why."""
    for call, name in source.calls():
        raised = name == "sudo" and not is_false(call)
        given = any(
            k.arg == "su" and not is_constant(k.value, False) for k in call.keywords
        )
        if (raised or given) and not source.comment_near(call, REASON):
            yield f"{source.place(call)}: sudo without “# sudo: why” on the line before"


def is_false(call: ast.Call) -> bool:
    return any(is_constant(value, False) for value in call.args)


def is_constant(node, value) -> bool:
    return isinstance(node, ast.Constant) and node.value is value


def translated_put_together(source: Source) -> Iterator[str]:
    """A translator sees the text as it is written, so it must be one text."""
    for call, name in source.calls():
        if name in LAZY_TEXT and call.args and is_put_together(call.args[0]):
            yield f"{source.place(call)}: _() of a text put together; use %(name)s"


def too_long(source: Source, most_lines: int = 300, most_in_method: int = 45):
    if len(source.lines) > most_lines:
        yield f"{source.name}: {len(source.lines)} lines, at most {most_lines}"
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = node.end_lineno - node.lineno + 1
            if length > most_in_method:
                place = f"{source.name}::{node.name}"
                yield f"{place}: {length} lines, at most {most_in_method}"


RULES = {
    rule.__name__: rule
    for rule in (
        markup_put_together,
        network_without_timeout,
        execute_without_sql,
        sudo_without_reason,
        translated_put_together,
    )
}
LEFTOVERS = re.compile(
    r"#\s*(?:noqa|TODO|FIXME|XXX|HACK)\b|\.skip(?:if|Test|Unless|If)?\(|pylint: disable"
    r"|\bxfail\b|@(?:unittest\.)?skip|eslint-disable"
)


def leftovers(path: Path, name: str) -> Iterator[tuple[str, int, str]]:
    """:return: file, line, text of what was silenced, skipped or put off"""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if LEFTOVERS.search(line):
            yield name, number, line.strip()
