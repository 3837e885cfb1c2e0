// Writes src/kubernetes/read/fields.ts from the models of @kubernetes/client-node, which is not a dependency:
//   npm install --prefix DIR @kubernetes/client-node && node scripts/generate-fields.mjs DIR
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The kinds whose fields are checked; every type they reach comes with them. */
const kinds = [
  'CronJob',
  'DaemonSet',
  'Deployment',
  'EndpointSlice',
  'Endpoints',
  'Ingress',
  'IngressClass',
  'Job',
  'Namespace',
  'NetworkPolicy',
  'Node',
  'Pod',
  'ReplicaSet',
  'ReplicationController',
  'Service',
  'ServiceCIDR',
  'StatefulSet',
];

/** Quantities may be written as numbers, and the models do not tell them from strings. */
const quantities = new Set([
  'V1ContainerStatus.allocatedResources',
  'V1EmptyDirVolumeSource.sizeLimit',
  'V1NodeStatus.allocatable',
  'V1NodeStatus.capacity',
  'V1PersistentVolumeClaimStatus.allocatedResources',
  'V1PersistentVolumeClaimStatus.capacity',
  'V1PodSpec.overhead',
  'V1PodStatus.allocatedResources',
  'V1ResourceFieldSelector.divisor',
  'V1ResourceRequirements.limits',
  'V1ResourceRequirements.requests',
  'V1VolumeResourceRequirements.limits',
  'V1VolumeResourceRequirements.requests',
]);

const given = process.argv[2];
if (given === undefined) throw new Error('say where @kubernetes/client-node is installed');
const folder = join(resolve(given), 'node_modules/@kubernetes/client-node');
const models = join(folder, 'dist/gen/models');
const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const { version: release } = /OpenAPI spec version: (?<version>\S+)/.exec(
  readFileSync(join(models, 'V1Pod.js'), 'utf8'),
).groups;

const lines = new Map();
const waiting = kinds.map((kind) => `V1${kind}`);
for (let model = waiting.shift(); model !== undefined; model = waiting.shift()) {
  if (!lines.has(nameOf(model))) lines.set(nameOf(model), await fieldsOf(model));
}

/** `name!:type` for each field, `!` if it is required. */
async function fieldsOf(model) {
  const module = await import(pathToFileURL(join(models, `${model}.js`)).href);
  const declaration = readFileSync(join(models, `${model}.d.ts`), 'utf8');
  const fields = module[model].attributeTypeMap.map(({ name, baseName, type }) => {
    const required = declaration.includes(`'${name}':`) ? '!' : '';
    return `${baseName}${required}:${typeOf(type, `${model}.${baseName}`)}`;
  });
  return fields.sort().join(' ');
}

function typeOf(type, where) {
  const list = /^(?:Array|Set)<(.*)>$/.exec(type);
  if (list !== null) return `[]${typeOf(list[1], where)}`;
  const map = /^\{ \[key: string\]: (.*); \}$/.exec(type);
  if (map !== null) return `{}${typeOf(map[1], where)}`;
  if (type === 'string') return quantities.has(where) ? 'quantity' : 'string';
  if (type === 'number') return 'number';
  if (type === 'boolean') return 'boolean';
  if (type === 'IntOrString') return 'port';
  if (type === 'Date' || type === 'V1MicroTime') return 'string';
  if (type === 'any' || type === 'object' || type === 'V1ManagedFieldsEntry') return 'any';
  waiting.push(type);
  return nameOf(type);
}

function nameOf(model) {
  return model.replace(/^V1(?=[A-Z])/, '');
}

const sorted = [...lines].sort(([a], [b]) => (a < b ? -1 : 1));
const text = `// Made by scripts/generate-fields.mjs: do not edit.

/** Where the fields come from. */
export const FIELDS_SOURCE = '@kubernetes/client-node ${version}, Kubernetes ${release}';

/**
 * The fields of every type that a checked kind reaches: \`name:type\`, \`!\` after the name if required. A type is
 * \`string\`, \`number\`, \`boolean\`, \`quantity\` (text or number), \`port\` (number or text), \`any\`, another line of this
 * table, \`[]\` and the type of its items, or \`{}\` and the type of its values.
 */
export const FIELDS: Readonly<Record<string, string>> = {
${sorted.map(([name, fields]) => (fields === '' ? `  ${name}: '',` : `  ${name}:\n    '${fields}',`)).join('\n')}
};
`;
const short = text.replace(/^ {2}(\S+):\n {4}('.*',)$/gm, (whole, name, fields) =>
  `  ${name}: ${fields}`.length <= 110 ? `  ${name}: ${fields}` : whole,
);
writeFileSync(fileURLToPath(new URL('../src/kubernetes/read/fields.ts', import.meta.url)), short);
