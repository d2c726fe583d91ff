// The names that the build gives to the sources, and those that a page may have.

/** The product's version. */
declare const VERSION: string;
/** The name of the .wasm beside the script. */
declare const WASM_FILE: string;

/** Whether the program is within the script. */
declare const INLINE: boolean;

/** The page's own: typeof says whether there is one. */
declare const _bc: unknown;
/** The page's own: typeof says whether there is one. */
declare const playerState: unknown;

/** The tables of the Go packages wasm/servop and wasm/client. */
declare module "playerstate:table" {
  type Params = [name: string, check: import("./checks.js").Check][];

  /** A method that the server answers. */
  interface Method {
    params: Params;
    /** The keys of its parameters in the message's data, "" for one that is not part of it. A value of null leaves its key out. */
    keys: string[];
    /** Of the operation that it calls; "" if the caller names it. */
    service: string;
    operation: string;
    /** The program's function that it calls. */
    entry: "send" | "login" | "logout" | "restoreSession";
    /** The authenticationType of a login. */
    type?: string;
    /** What the message's data has beside the arguments. */
    data?: Record<string, unknown>;
    /** Whether equal calls in one turn of the event loop are one. */
    coalesced?: boolean;
  }

  export const methods: Record<string, Method>;
  export const settings: Record<string, { params: Params; internal: boolean }>;
  /** Each with its value while there is no program. */
  export const getters: Record<string, unknown>;
  /** The settings that a new instance gets again. */
  export const replayed: Set<string>;
  /** The keys of what is stored of the player, by its name in the methods. */
  export const storedTexts: Readonly<Record<string, string>>;
  export const reasonCodes: Readonly<Record<string, number>>;
}

/** The program, as a script has it within itself. */
declare module "playerstate:program" {
  /** In gzip and base64; "" if it is beside the script. */
  export const packed: string;
}

/** The toolchain's own wasm_exec.js, with what the program imports of it, as a function that makes its class Go, whose run has the program go on from where the build has left it. */
declare module "playerstate:wasm_exec" {
  export function goRuntime(fs: object, console: object): new () => {
    importObject: WebAssembly.Imports;
    exited: boolean;
    exit(code: number): void;
    run(instance: WebAssembly.Instance): Promise<void>;
  };
}
