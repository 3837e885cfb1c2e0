import pc from 'picocolors';

/** Paints text for a terminal, or leaves it as it is. */
export interface Paint {
  good(text: string): string;
  bad(text: string): string;
  doubt(text: string): string;
  bold(text: string): string;
  dim(text: string): string;
}

/** Paint with colours, or without. */
export function paintFor(colours: 'on' | 'off'): Paint {
  const { green, red, yellow, bold, dim } = pc.createColors(colours === 'on');
  return { good: green, bad: red, doubt: yellow, bold, dim };
}

/** No colours. */
export const PLAIN: Paint = paintFor('off');

/** The paint of an answer's word. */
export function paintWord(paint: Paint, word: string): string {
  switch (word) {
    case 'reachable':
    case 'holds':
    case 'same':
      return paint.good(word);
    case 'unreachable':
    case 'violated':
    case 'different':
      return paint.bad(word);
    case 'ambiguous':
    case 'unknown':
      return paint.doubt(word);
    default:
      return word;
  }
}
