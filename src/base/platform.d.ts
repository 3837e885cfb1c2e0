// The few universal globals that pure code may use, as every browser and Node.js give them, and nothing else:
// rows without DOM and without node see these declarations alone. A script, not a module: no import, no export.

/** Options of a TextDecoder: `fatal` makes malformed input throw a TypeError. */
interface TextDecoderOptions {
  readonly fatal?: boolean;
  readonly ignoreBOM?: boolean;
}

/** Bytes to text. */
interface TextDecoder {
  readonly encoding: string;
  readonly fatal: boolean;
  readonly ignoreBOM: boolean;
  /** With `stream`, a character cut at the end waits for the next call. */
  decode(input?: ArrayBuffer | ArrayBufferView, options?: { readonly stream?: boolean }): string;
}

declare var TextDecoder: {
  readonly prototype: TextDecoder;
  new (label?: string, options?: TextDecoderOptions): TextDecoder;
};

/** Text to bytes, always UTF-8. */
interface TextEncoder {
  readonly encoding: string;
  encode(input?: string): Uint8Array<ArrayBuffer>;
  encodeInto(source: string, destination: Uint8Array): { readonly read: number; readonly written: number };
}

declare var TextEncoder: {
  readonly prototype: TextEncoder;
  new (): TextEncoder;
};

/** The synchronous part of WebAssembly. */
declare namespace WebAssembly {
  type ValueType = 'i32' | 'i64' | 'f32' | 'f64' | 'v128' | 'externref' | 'anyfunc';
  type ExportValue =
    | ((...args: readonly (number | bigint)[]) => number | bigint | undefined)
    | Global
    | Memory
    | Table;
  type ImportValue =
    | ((...args: number[]) => number | bigint | undefined)
    | Global
    | Memory
    | Table
    | number
    | bigint;

  class Module {
    private readonly __module: never;
    constructor(bytes: ArrayBuffer | ArrayBufferView);
  }

  class Instance {
    constructor(module: Module, imports?: Readonly<Record<string, Readonly<Record<string, ImportValue>>>>);
    readonly exports: Readonly<Record<string, ExportValue>>;
  }

  /** Sizes in pages of 64 KiB. Growing detaches `buffer`. */
  class Memory {
    constructor(descriptor: { readonly initial: number; readonly maximum?: number });
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }

  class Global {
    constructor(
      descriptor: { readonly value: ValueType; readonly mutable?: boolean },
      value?: number | bigint,
    );
    value: number | bigint;
  }

  class Table {
    private readonly __table: never;
    constructor(descriptor: { readonly element: 'anyfunc' | 'externref'; readonly initial: number });
    readonly length: number;
  }

  class CompileError extends Error {}
  class LinkError extends Error {}
  class RuntimeError extends Error {}

  function validate(bytes: ArrayBuffer | ArrayBufferView): boolean;
}
