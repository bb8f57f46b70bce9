"""The frontmatter is no YAML, and was read line by line.

## What it does

Reports pages whose frontmatter a YAML parser rejects. The reader then takes what single lines say.

## Why it is bad

Other tools drop the whole frontmatter, and with it the identity of the page.

## Example

```yaml
title: Lamps: an overview
```

## Use instead

```yaml
title: "Lamps: an overview"
```

## How sure

Proven: a YAML 1.1 parser rejects it.
"""

from specgen.model.rules import Scope
from specgen.model.types import Severity

CODE = "SG905"
NAME = "malformed-frontmatter"
SEVERITY: Severity = "warning"
SCOPE: Scope = "page"
PREVIEW = False
