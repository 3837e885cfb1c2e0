const [TAB, LF, CR, SPACE, QUOTE, HASH, APOSTROPHE, COMMA, DASH, COLON, QUESTION] = [
  0x09, 0x0a, 0x0d, 0x20, 0x22, 0x23, 0x27, 0x2c, 0x2d, 0x3a, 0x3f,
];

/** The text under repair, a character code each, and the place in it. Mutable: it is rewritten where it stands. */
interface Repair {
  readonly codes: Uint16Array;
  at: number;
}

/**
 * A text of the same length in which every flow collection stands on one line: line breaks and comments inside become
 * spaces. Go lets the closing bracket stand in the column of the key, and many people write it so:
 *
 *   command: [
 *     "sh"
 *   ]
 *
 * The parser refuses that, as YAML forbids it. Undefined where there is nothing to join, or where a scalar inside
 * reaches over several lines, whose value would change.
 */
export function joinFlow(text: string): string | undefined {
  const codes = new Uint16Array(text.length);
  for (let i = 0; i < text.length; i++) codes[i] = text.charCodeAt(i);
  const repair: Repair = { codes, at: 0 };
  let joined = false;
  while (repair.at < codes.length) {
    const line = repair.at;
    const found = findValue(repair);
    if (found === 'block') skipBlock(repair, line);
    else if (found === 'flow') {
      const outcome = joinOne(repair);
      if (outcome === undefined) return undefined;
      joined ||= outcome > 0;
    }
    if (found !== 'block') skipLine(repair);
  }
  return joined ? textOf(codes) : undefined;
}

function textOf(codes: Uint16Array): string {
  const parts: string[] = [];
  for (let i = 0; i < codes.length; i += 8192)
    parts.push(String.fromCharCode(...codes.subarray(i, i + 8192)));
  return parts.join('');
}

function skipSpace(repair: Repair): void {
  while (repair.codes[repair.at] === SPACE || repair.codes[repair.at] === TAB) repair.at++;
}

function isBreak(code: number | undefined): boolean {
  return code === undefined || code === LF || code === CR;
}

function isGap(code: number | undefined): boolean {
  return isBreak(code) || code === SPACE || code === TAB;
}

function skipLine(repair: Repair): void {
  while (!isBreak(repair.codes[repair.at])) repair.at++;
  repair.at++;
}

/** From the beginning of a line to what its last key or dash introduces: a flow collection, a block scalar, or else. */
function findValue(repair: Repair): 'flow' | 'block' | 'other' {
  const { codes } = repair;
  for (;;) {
    skipSpace(repair);
    const code = codes[repair.at];
    if (code === 0x7b || code === 0x5b) return 'flow';
    if (code === 0x7c || code === 0x3e) return 'block';
    if ((code === DASH || code === QUESTION || code === COLON) && isGap(codes[repair.at + 1])) {
      repair.at++;
    } else if (code === 0x21 || code === 0x26) {
      while (!isGap(codes[repair.at])) repair.at++;
    } else if (code === QUOTE || code === APOSTROPHE) {
      skipQuoted(repair, code);
    } else if (isBreak(code) || code === HASH) {
      return 'other';
    } else if (!skipKey(repair)) {
      return 'other';
    }
  }
}

/** Skips a plain key, up to its colon; false at the end of the line where there is none. */
function skipKey(repair: Repair): boolean {
  const { codes } = repair;
  for (; !isBreak(codes[repair.at]); repair.at++) {
    const code = codes[repair.at];
    if (code === COLON && isGap(codes[repair.at + 1])) return true;
    if (code === HASH && isGap(codes[repair.at - 1])) return false;
  }
  return false;
}

function skipQuoted(repair: Repair, quote: number): void {
  const { codes } = repair;
  for (repair.at++; repair.at < codes.length; repair.at++) {
    const code = codes[repair.at];
    if (code === 0x5c && quote === QUOTE) repair.at++;
    else if (code === quote) {
      repair.at++;
      if (quote === QUOTE || codes[repair.at] !== quote) return;
    }
  }
}

/** Skips the lines of a block scalar: those indented more than the line of its header, and empty ones. */
function skipBlock(repair: Repair, header: number): void {
  const { codes } = repair;
  const indent = indentAt(codes, header);
  skipLine(repair);
  while (repair.at < codes.length) {
    const depth = indentAt(codes, repair.at);
    if (depth <= indent && !isBreak(codes[repair.at + depth])) return;
    skipLine(repair);
  }
}

function indentAt(codes: Uint16Array, line: number): number {
  let at = line;
  while (codes[at] === SPACE) at++;
  return at - line;
}

/** Joins the lines of the collection at the place; how many breaks it had, or undefined where it must not be joined. */
function joinOne(repair: Repair): number | undefined {
  const { codes } = repair;
  let depth = 0;
  let breaks = 0;
  let last = 0;
  while (repair.at < codes.length) {
    const code = codes[repair.at] as number;
    if (code === QUOTE || code === APOSTROPHE) {
      if (isPlain(last)) repair.at++;
      else skipQuoted(repair, code);
      last = QUOTE;
      continue;
    }
    if (code === HASH && isGap(codes[repair.at - 1])) blankComment(repair);
    else if (isBreak(code)) {
      breaks++;
      codes[repair.at++] = SPACE;
      if (isPlain(last) && isPlain(nextCode(codes, repair.at))) return undefined;
    } else {
      if (code === 0x7b || code === 0x5b) depth++;
      if (code === 0x7d || code === 0x5d) depth--;
      repair.at++;
      if (depth === 0) return breaks;
      if (code !== SPACE && code !== TAB) last = code;
    }
  }
  return undefined;
}

function blankComment(repair: Repair): void {
  while (!isBreak(repair.codes[repair.at])) repair.codes[repair.at++] = SPACE;
}

/** The first character from a place on that is no white space; a comment counts, as nothing goes on behind it. */
function nextCode(codes: Uint16Array, from: number): number {
  let at = from;
  while (at < codes.length && isGap(codes[at])) at++;
  return codes[at] ?? 0;
}

/** Whether a character may be one of a plain scalar that goes on in the next line. */
function isPlain(code: number): boolean {
  const ends = code === COMMA || code === COLON || code === QUOTE || code === HASH || code === 0;
  return !ends && code !== 0x7b && code !== 0x7d && code !== 0x5b && code !== 0x5d;
}
