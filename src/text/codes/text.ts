import type { CodePage } from '../code-page.ts';

/** Codes of reading a text. */
export const textCodes = {
  YAML_SYNTAX: {
    title: 'The text is not well-formed YAML.',
    text: `The parser stopped at the place shown; the cause is there or shortly before it.
Usual causes: indentation that differs from that of the siblings; a tab where spaces are meant; a colon followed by
a space inside an unquoted value (image: web: v1 must be image: "web: v1"); a quote or a bracket that is never closed;
a template that was not rendered ({{ ... }}).

The document is left out; the documents before and after it are read. In a List only the bad item is left out. It may have
been a policy, unless a line that begins with kind: says otherwise: verdicts that a policy could change are unknown then.

To see what Kubernetes says: kubectl annotate --local -f FILE x=y -o yaml`,
  },
  JSON_SYNTAX: {
    title: 'The text is not well-formed JSON.',
    text: `The text begins with { or [ and is therefore read as JSON; read as YAML it is no better.
Usual causes: a comma after the last entry; a key or a text in single quotes or in none; a comment; a file that was
cut off while it was written ("the text ends too early": write it again).

The object is left out; in a List only the bad item is left out, and a list that breaks off keeps its complete items. What is
lost may have been a policy: verdicts that one could change are unknown then.`,
  },
  DUPLICATE_KEY: {
    title: 'A key is given twice in one mapping.',
    text: `YAML and JSON forbid it; programs differ in which of the two they take. The API server and kubectl take the
last one, and kubectl apply --validate=strict refuses the object. Here the last one counts too.

  ports:
  - port: 80
    port: 8080      <- counts

Remove one of them. It often shows that a block was pasted twice, that a list item lost its dash, or, where it is kind, that
the --- between two documents is missing. Of a policy it is not known which of the two is meant, so the verdicts of the pods
of its namespace are unknown.`,
  },
  NOT_TEXT: {
    title: 'This is not a text.',
    text: `The first bytes hold a zero byte, which neither YAML nor JSON may hold: a picture, an archive, a program.

Name the manifest instead; an archive must be unpacked first (gzip -d, tar -xf). It may have held policies: verdicts that one
could change are unknown.`,
  },
  NOT_UTF8: {
    title: 'The text is not encoded in UTF-8.',
    text: `Kubernetes reads UTF-8. PowerShell's > writes UTF-16: use | Out-File -Encoding utf8, or convert the file:

  iconv -f UTF-16LE -t UTF-8 in.yaml > out.yaml
  iconv -f WINDOWS-1252 -t UTF-8 in.yaml > out.yaml

The document is left out, or only the item where the text is a List. It may have been a policy: verdicts that one could change
are unknown then.`,
  },
  TEXT_TOO_LARGE: {
    title: 'A single document is larger than can be read.',
    text: `A list of any size is read item by item. This is one document of more than 500 MB, or a list that is not laid
out as kubectl lays it out (items: at the beginning of a line, every item beginning a line of its own).

Print it with kubectl get -o json, or split it.`,
  },
  ALIAS_UNKNOWN: {
    title: 'An alias names an anchor that is not there.',
    text: `*name stands for the value marked &name earlier in the same document. There is no such mark before it, it is in
another document (anchors end at ---), or the value would contain itself.

A value that only begins with an asterisk must be quoted: "*.example.com".`,
  },
  ALIAS_EXPANSION: {
    title: 'The aliases of a document stand for too many values.',
    text: `Aliases of aliases grow without bound: nine lines can stand for a billion values. Kubernetes refuses such a
document, and so does this program above 400,000 values.

Write the values out, or split the document.`,
  },
  TOO_DEEP: {
    title: 'The text is nested too deep.',
    text: `Mappings and lists may stand inside one another up to 100 deep; no Kubernetes object comes near that.

Look for a bracket that is never closed, or for generated text that went wrong.`,
  },
  KEY_NULL: {
    title: 'A key is null.',
    text: `A key that is empty, ~ or null, as in "~: x" or ": x". Kubernetes refuses the document.

Quote it if it is meant as text: "null": x. A line that begins with a colon has lost its key.`,
  },
  KEY_NOT_SCALAR: {
    title: 'A key is a mapping or a list.',
    text: `Keys of Kubernetes objects are strings. {{ name }} is read as a mapping inside a mapping: render the template
first (helm template, kustomize build), or quote the value.`,
  },
  KEY_TOO_LARGE: {
    title: 'A key is an integer above 2^63 - 1.',
    text: `Numbers used as keys become strings, but Kubernetes refuses integers beyond 64 bits with a sign.

Quote it: "18446744073709551615": x.`,
  },
  SCALAR_NOT_A_NUMBER: {
    title: 'A number that JSON cannot express.',
    text: `.inf and .nan are numbers in YAML, and 1e400 is one in JSON, but Kubernetes objects are JSON with 64-bit
numbers and have no word for them. Kubernetes refuses the document.

Quote it if it is meant as text: ".nan".`,
  },
  TAG_MISMATCH: {
    title: 'A value does not fit its tag.',
    text: `A tag such as !!int, !!bool or !!binary says what the value is; this value cannot be read so (!!int foo).
Kubernetes refuses the document.

Remove the tag, or correct the value.`,
  },
  MERGE_NOT_A_MAP: {
    title: 'The merge key << has a value that is no mapping.',
    text: `<< copies the entries of a mapping (or of each of a list of mappings) into the mapping where it stands, usually
through an alias: <<: *defaults.

Quote it if it is meant as text: "<<": x.`,
  },
} as const satisfies Readonly<Record<string, CodePage>>;
