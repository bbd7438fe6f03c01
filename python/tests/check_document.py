"""Compares the package with the document of the API: every object, every key, and every call.

    python3 python/tests/check_document.py docs/openapi.json
"""

import inspect
import json
import re
import sys
import typing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from fastode import client, views  # noqa: E402

# Objects of requests, of pages and of errors, which the package takes apart itself.
APART = re.compile(r"^(PageOf.*|ProblemDetails|SubmissionView|EditView|ExtensionView|ProposalView|ProposedTrialsView|SpecProblemView|.*State)$")


def main() -> int:
    document = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    schemas = {name: schema for name, schema in document["components"]["schemas"].items() if not APART.match(name)}
    ours = {name: kind for name, kind in vars(views).items() if typing.is_typeddict(kind)} if hasattr(typing, "is_typeddict") else {
        name: kind for name, kind in vars(views).items() if inspect.isclass(kind) and hasattr(kind, "__total__")}
    wrong = [f"the document has {name}, views.py does not" for name in sorted(schemas.keys() - ours.keys())]
    wrong += [f"views.py has {name}, the document does not" for name in sorted(ours.keys() - schemas.keys())]
    for name in sorted(schemas.keys() & ours.keys()):
        there, here = set(schemas[name].get("properties", {})), set(typing.get_type_hints(ours[name]))
        if there != here:
            wrong.append(f"{name}: the document has {sorted(there - here)} more, views.py {sorted(here - there)}")
    source = inspect.getsource(client)
    called = {re.sub(r"\{\w+\}", "{id}", path) for path in re.findall(r'"(/[a-z]+(?:/[^"?]*)?)"', source) if path != client._ROOT}
    paths = {path[len(client._ROOT):].rstrip("/") for path in document["paths"]}
    wrong += [f"the document has {path}, which client.py does not call" for path in sorted(paths - called)]
    wrong += [f"client.py calls {path}, which the document does not have" for path in sorted(called - paths)]
    print("\n".join(wrong) or f"{len(ours)} objects and {len(called)} paths agree")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
