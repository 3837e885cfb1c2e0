import ts from 'typescript';

/** `type`: erased by the compiler. `dynamic`: by import() or a URL, when it is needed. */
export type How = 'value' | 'type' | 'dynamic';

/** One import of a file, in whatever form; `specifier` is absent where it is computed. */
export interface Import {
  readonly specifier?: string;
  readonly how: How;
  readonly line: number;
}

/** A use of something that not every row may use, as `Date.now`, `console.`, `any`. */
export interface Use {
  readonly of: 'clock or chance' | 'console' | 'any' | 'reference directive';
  readonly text: string;
  readonly line: number;
}

/** What the rules need to know of one file. */
export interface SourceFacts {
  readonly imports: readonly Import[];
  readonly uses: readonly Use[];
  readonly lines: number;
  /** It declares nothing of its own and exports what others declare. */
  readonly barrel: boolean;
}

/** Reads one file with the compiler's own parser. */
export function readSource(path: string, text: string): SourceFacts {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const imports: Import[] = [];
  const uses: Use[] = [];
  const lineAt = (position: number) => file.getLineAndCharacterOfPosition(position).line + 1;
  const visit = (node: ts.Node): void => {
    const line = lineAt(node.getStart(file));
    const found = importOf(node);
    if (found !== undefined) imports.push({ ...found, line });
    const use = useOf(node);
    if (use !== undefined) uses.push({ ...use, line });
    ts.forEachChild(node, visit);
  };
  visit(file);
  const directives = [file.referencedFiles, file.typeReferenceDirectives, file.libReferenceDirectives].flat();
  for (const { fileName, pos } of directives) {
    uses.push({ of: 'reference directive', text: fileName, line: lineAt(pos) });
  }
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  return { imports, uses, lines, barrel: isBarrel(file) };
}

function importOf(node: ts.Node): Omit<Import, 'line'> | undefined {
  if (ts.isImportDeclaration(node)) {
    return named(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) {
    return named(node.moduleSpecifier, node.isTypeOnly);
  }
  if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
    return named(node.moduleReference.expression, node.isTypeOnly);
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
    return named(node.argument.literal, true);
  if (ts.isCallExpression(node)) return calledImport(node);
  if (ts.isNewExpression(node) && isUrlBesideThisFile(node)) return dynamic(node.arguments?.[0]);
  return undefined;
}

/** `import(…)`, `require(…)`, `import.meta.resolve(…)`. */
function calledImport(node: ts.CallExpression): Omit<Import, 'line'> | undefined {
  const called = node.expression;
  const resolves =
    ts.isPropertyAccessExpression(called) &&
    ts.isMetaProperty(called.expression) &&
    called.name.text === 'resolve';
  const requires = ts.isIdentifier(called) && called.text === 'require';
  if (called.kind !== ts.SyntaxKind.ImportKeyword && !resolves && !requires) return undefined;
  return dynamic(node.arguments[0]);
}

/** `new URL('./worker.ts', import.meta.url)`. */
function isUrlBesideThisFile(node: ts.NewExpression): boolean {
  const base = node.arguments?.[1];
  return (
    globalName(node.expression) === 'URL' &&
    base !== undefined &&
    ts.isPropertyAccessExpression(base) &&
    ts.isMetaProperty(base.expression)
  );
}

function named(specifier: ts.Node, erased: boolean): Omit<Import, 'line'> {
  const how = erased ? 'type' : 'value';
  return ts.isStringLiteralLike(specifier) ? { how, specifier: specifier.text } : { how };
}

function dynamic(specifier: ts.Node | undefined): Omit<Import, 'line'> {
  const written = specifier !== undefined && ts.isStringLiteralLike(specifier);
  return written ? { how: 'dynamic', specifier: specifier.text } : { how: 'dynamic' };
}

function useOf(node: ts.Node): Omit<Use, 'line'> | undefined {
  if (node.kind === ts.SyntaxKind.AnyKeyword) return { of: 'any', text: 'any' };
  if (ts.isNewExpression(node) || ts.isCallExpression(node)) {
    const name = globalName(node.expression);
    const text = ts.isNewExpression(node) ? 'new Date(' : 'Date(';
    return name === 'Date' ? { of: 'clock or chance', text } : undefined;
  }
  for (const [name, member] of membersTaken(node)) {
    if (name === 'console') return { of: 'console', text: `console.${member}` };
    const clock = name === 'performance' || `${name}.${member}` === 'Date.now';
    if (clock || `${name}.${member}` === 'Math.random')
      return { of: 'clock or chance', text: `${name}.${member}` };
  }
  return undefined;
}

/** The [global, member] pairs of `Math.random`, `Math['random']` and `const { random } = Math`. */
function membersTaken(node: ts.Node): [string, string][] {
  if (ts.isPropertyAccessExpression(node)) return pair(globalName(node.expression), node.name.text);
  if (ts.isElementAccessExpression(node)) {
    const member = node.argumentExpression;
    return pair(globalName(node.expression), ts.isStringLiteralLike(member) ? member.text : '[…]');
  }
  if (!ts.isVariableDeclaration(node) || node.initializer === undefined) return [];
  if (!ts.isObjectBindingPattern(node.name)) return [];
  const name = globalName(node.initializer);
  return node.name.elements.flatMap((element) =>
    pair(name, (element.propertyName ?? element.name).getText()),
  );
}

function pair(name: string | undefined, member: string): [string, string][] {
  return name === undefined ? [] : [[name, member]];
}

/** The name of a plain identifier, also behind `globalThis.`. */
function globalName(node: ts.Expression): string | undefined {
  if (ts.isIdentifier(node)) return node.text;
  if (ts.isPropertyAccessExpression(node) && globalName(node.expression) === 'globalThis')
    return node.name.text;
  return undefined;
}

function isBarrel(file: ts.SourceFile): boolean {
  const exportsNames = (statement: ts.Statement): boolean =>
    ts.isExportDeclaration(statement) &&
    !(
      statement.exportClause &&
      ts.isNamedExports(statement.exportClause) &&
      statement.exportClause.elements.length === 0
    );
  return (
    file.statements.some(exportsNames) &&
    file.statements.every(
      (statement) => ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement),
    )
  );
}
