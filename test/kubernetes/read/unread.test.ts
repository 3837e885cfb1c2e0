import { describe, expect, test } from 'vitest';
import { positionAt } from '../../../src/text/lines.ts';
import { objectsIn } from '../cluster.ts';

/** What is not understood of a text and could be a policy: code, kind, namespace and line, as far as they are known. */
function unread(yaml: string): string[] {
  return objectsIn(yaml).unread.map(({ code, kind = '?', namespace = '*', origin: { place } }) => {
    const line = place === undefined ? 0 : positionAt(place.source, place.offset).line;
    return `${code} ${kind} ${namespace} ${line}`;
  });
}

const SPEC = 'spec: {podSelector: {}}';
const POLICY = `kind: NetworkPolicy\napiVersion: networking.k8s.io/v1\nmetadata: {namespace: shop, name: a}\n${SPEC}`;
const POD = 'kind: Pod\napiVersion: v1\nmetadata: {name: a}\nspec: {containers: [{name: a, image: a}]}';

describe('an object that is left out', () => {
  test.each([
    [
      'has no name',
      'kind: NetworkPolicy\napiVersion: networking.k8s.io/v1\nmetadata: {namespace: shop}',
      'NO_NAME NetworkPolicy shop 1',
    ],
    [
      'has a name that cannot be written',
      POLICY.replace('name: a', 'name: "a b"'),
      'INVALID_NAME NetworkPolicy shop 1',
    ],
    ['has a namespace that cannot be', POLICY.replace('shop', '"a b"'), 'INVALID_NAME NetworkPolicy * 1'],
    [
      'is for the whole cluster',
      'kind: ClusterNetworkPolicy\napiVersion: policy.networking.k8s.io/v1alpha2\nmetadata: {namespace: shop}',
      'NO_NAME ClusterNetworkPolicy * 1',
    ],
    [
      'is of a kind that is not modelled',
      `kind: CiliumNetworkPolicy\nmetadata: {namespace: shop, name: a}`,
      'NO_API_VERSION CiliumNetworkPolicy shop 1',
    ],
    [
      'may touch pods of other namespaces',
      `kind: MeshTrafficPermission\nmetadata: {namespace: shop, name: a}`,
      'NO_API_VERSION MeshTrafficPermission * 1',
    ],
    ['does not say its kind', `apiVersion: v1\nmetadata: {namespace: shop, name: a}`, 'NO_KIND ? shop 1'],
    ['has nothing but a spec', SPEC, 'NO_KIND ? * 1'],
    ['is of a kind that nobody knows', 'kind: Widget\nmetadata: {name: a}', 'NO_API_VERSION Widget * 1'],
    ['is a list of objects that is no List', `- ${POLICY.replaceAll('\n', '\n  ')}`, 'NOT_AN_OBJECT ? * 1'],
  ])('could be a policy if it %s', (_, yaml, expected) => {
    expect(unread(yaml)).toEqual([expected]);
  });

  test.each([
    ['of a kind that is none', 'kind: Deployment\nmetadata: {name: a}'],
    ['of a kind that is only named so', 'kind: PodSecurityPolicy\nmetadata: {name: a}'],
    ['a pod without a name', POD.replace('name: a}', 'labels: {a: b}}')],
    ['a values file', 'image: {tag: "1"}\nreplicas: 3'],
    ['a text', 'just words'],
  ])('is no policy if it is %s', (_, yaml) => {
    expect(unread(yaml)).toEqual([]);
  });

  test('is found inside lists too', () => {
    const list = `{kind: List, apiVersion: v1, items: [{kind: List, apiVersion: v1, items: [{${SPEC}}]}]}`;
    expect(unread(list)).toEqual(['NO_KIND ? * 1']);
  });
});

describe('a text that cannot be read', () => {
  test.each([
    ['a document that is no YAML', `${POLICY.replace('{}}', '{}')}`, 'YAML_SYNTAX NetworkPolicy * 4'],
    ['a document that is no YAML and says no kind', 'a: [1', 'YAML_SYNTAX ? * 1'],
    ['an alias that stands for nothing', `${POLICY}\nx: *y`, 'ALIAS_UNKNOWN NetworkPolicy * 5'],
    ['a key that is none', `${POLICY}\n~: x`, 'KEY_NULL NetworkPolicy * 5'],
    ['two documents run together', `${POD}\n-- \n${POLICY}`, 'YAML_SYNTAX ? * 6'],
    ['JSON that breaks off', '{"kind": "Pod", "apiVersion": "v1"', 'JSON_SYNTAX ? * 1'],
    [
      'a list that breaks off',
      '{"kind": "List", "apiVersion": "v1", "items": [{"kind": "Secret", "apiVersion": "v1"}, {"kind"',
      'JSON_SYNTAX ? * 1',
    ],
    [
      'a policy that is pasted below something else',
      `${POD}\n  ${POLICY.replaceAll('\n', '\n  ')}`,
      'YAML_SYNTAX ? * 5',
    ],
    ['a template', 'kind: {{ .Values.kind }}\nmetadata: {}', 'KEY_NOT_SCALAR ? * 1'],
    ['a picture', '\u0000\u0001', 'NOT_TEXT ? * 1'],
    [
      'an item of a list',
      `kind: List\napiVersion: v1\nitems:\n- ${POLICY.replaceAll('\n', '\n  ').replace('{}}', '{}')}`,
      'YAML_SYNTAX NetworkPolicy * 7',
    ],
  ])('could be a policy: %s', (_, text, expected) => {
    expect(unread(text)).toEqual([expected]);
  });

  test.each([
    ['a document', `${POD.replace('}]}', '}]')}`],
    ['a document behind another one', `${POLICY}\n---\n# a pod\n${POD.replace('}]}', '}]')}`],
    [
      'an item of a list',
      `kind: List\napiVersion: v1\nitems:\n- ${POD.replaceAll('\n', '\n  ').replace('}]}', '}]')}`,
    ],
    ['an object of JSON', '{\n  "kind": "Secret",\n  "data": {\n    "kind": 1]\n  }\n}'],
    ['a kind in quotes', `'kind': "Secret"  # not a policy\ndata: {`],
  ])('is none where it says so in a line: %s', (_, text) => {
    expect(objectsIn(text).diagnostics.map(({ code }) => code)).toEqual([expect.stringMatching(/_SYNTAX$/)]);
    expect(unread(text)).toEqual([]);
  });

  test('takes only itself with it: what stands around it is read', () => {
    const { networkPolicies } = objectsIn(
      `${POLICY}\n---\na: [1\n---\n${POLICY.replace('name: a', 'name: b')}`,
    );
    expect(networkPolicies.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  test('that has a comma too many in a list loses nothing', () => {
    const list = '{"kind": "List", "apiVersion": "v1", "items": [{"kind": "Secret", "apiVersion": "v1"},]}';
    expect(objectsIn(list).diagnostics.map(({ code }) => code)).toEqual(['JSON_SYNTAX']);
    expect(unread(list)).toEqual([]);
  });
});

describe('a key that is given twice', () => {
  test.each([
    [
      'in a policy: the pods of its namespace',
      `${POLICY}\nspec: {podSelector: {}}`,
      'DUPLICATE_KEY ? shop 5',
    ],
    [
      'in the names of a policy: all pods',
      POLICY.replace('namespace: shop', 'namespace: shop, namespace: x'),
      'DUPLICATE_KEY ? * 3',
    ],
    [
      'in a policy in JSON',
      '{"kind": "NetworkPolicy", "apiVersion": "networking.k8s.io/v1", "metadata": {"name": "a", "namespace": "shop"},\n"spec": {"podSelector": {}, "podSelector": {}}}',
      'DUPLICATE_KEY ? shop 2',
    ],
    [
      'in a policy of a list',
      `kind: List\napiVersion: v1\nitems:\n- ${POD.replaceAll('\n', '\n  ')}\n- ${POLICY.replaceAll('\n', '\n  ')}\n  ${SPEC}`,
      'DUPLICATE_KEY ? shop 12',
    ],
  ])('%s are in doubt', (_, text, expected) => {
    expect(unread(text)).toEqual([expected]);
  });

  test('is nothing to policies elsewhere', () => {
    const twice = `kind: ConfigMap\napiVersion: v1\nmetadata: {name: c}\ndata: {a: x, a: y}`;
    const text = `${POLICY}\n---\n${twice}\n---\n${POLICY.replace('name: a', 'name: b')}`;
    expect(objectsIn(text).diagnostics.map(({ code }) => code)).toEqual(['DUPLICATE_KEY']);
    expect(unread(text)).toEqual([]);
  });

  test('is the kind where documents run into each other, of which the first is lost', () => {
    expect(unread(`${POLICY}\n${POD}`)).toContain('DUPLICATE_KEY ? * 5');
    expect(unread(`${POD}\n${POD}`)).toEqual([]);
  });
});
