/** A JSON object. */
export type JsonObject = { [member: string]: unknown };
/** Settings or a manifest: an object, its JSON text, or its bytes. */
export type Document = object | string | Uint8Array;

/** What the authorizer is asked. */
export interface Question {
  project: string;
  subject: string;
  permissions: bigint;
  /** "config.read", "config.write", "secret.use", … */
  action: string;
  /** "" where the action concerns none. */
  integration: string;
}

/** One audit record; holds no values. */
export interface AuditRecord {
  /** Microseconds since 1970. */
  at: number;
  kind: string;
  project: string;
  integration: string;
  subject: string;
  purpose: string;
  outcome: string;
  pointers: string[];
}

/** One log record; `level` is 0 debug, 1 information, 2 warning, 3 error. */
export interface LogRecord {
  level: number;
  message: string;
  fields: { [name: string]: string };
}

/** Data to wrap or unwrap under a key, within `timeout` milliseconds. */
export interface KeyOperation {
  keyId: string;
  data: Uint8Array;
  label: Uint8Array;
  timeout: number;
}

/** Guards the data keys, for instance with a cloud key service. */
export interface KeyProvider {
  keys(): { active: string; known: string[] } | Promise<{ active: string; known: string[] }>;
  wrap(operation: KeyOperation): Uint8Array | Promise<Uint8Array>;
  unwrap(operation: KeyOperation): Uint8Array | Promise<Uint8Array>;
}

/** What a host brings. Functions may be async: the library waits for them on a thread of its own, of which there are
 *  UV_THREADPOOL_SIZE (4); one that itself awaits the gallery needs a free one. */
export interface Host {
  /** Manifests to add to the catalog. */
  manifests?: Iterable<Document>;
  /** Only `true` is a yes. Without one there is no HTTP API. */
  authorizer?(question: Question): boolean | Promise<boolean>;
  /** Hears of openings and changes before they are acknowledged; a failure denies an opening. */
  audit?(record: AuditRecord): void | Promise<void>;
  logger?(record: LogRecord): void;
  keyProvider?: KeyProvider;
}

/** Who asks, signed in by the host. */
export interface Caller {
  project: string;
  subject: string;
  permissions?: number | bigint;
}

/** How the gallery is mounted. */
export interface HttpOptions<Request = any> {
  /** Who asks, or nothing for nobody; without it, `request.galleryCaller` says so. */
  caller?(request: Request): Caller | null | undefined | Promise<Caller | null | undefined>;
  /** Host and port that the host answers for, from its configuration; without it browsers may change nothing. */
  authority?: string;
  /** "token" where callers are known by a header that no browser adds by itself. */
  auth?: 'cookie' | 'token';
  /** The path under which it is mounted; Express tells it by itself. */
  mount?: string;
}

/** One thing that is wrong with a document. */
export interface Issue {
  pointer: string;
  code: string;
  detail: string;
}

/** A failure that the library reports. A callback may throw one: its status and message pass through. */
export class GalleryError extends Error {
  constructor(message: string, parts?: { status?: string; code?: string; detail?: JsonObject; cause?: unknown });
  /** The name of the status: "not_found". */
  readonly status: string;
  /** Its stable code: "key-mismatch". */
  readonly code: string;
  /** The problem document of RFC 9457. */
  readonly detail: JsonObject;
  readonly errors: Issue[];
  /** What a callback threw. */
  readonly cause?: unknown;
}

/** The object was closed. */
export class ClosedError extends Error {
  readonly code: 'closed';
}

/** An HTTP request; fields whose name begins with ":" are facts that the host vouches for. */
export interface HttpRequest {
  method: string;
  target: string;
  fields?: Iterable<[string, string]>;
  body?: string | Uint8Array;
}

/** What to send back. */
export interface HttpResponse {
  status: number;
  fields: [string, string][];
  body: Buffer;
}

/** One card of the catalog. */
export interface Card {
  name: string;
  description: string;
  enabled: boolean;
  [member: string]: unknown;
}

/** Settings as they are read: no secret stands in them. */
export interface Settings {
  revision: number;
  enabled: boolean;
  authentication: JsonObject;
  dataMapping: JsonObject;
  syncSettings: JsonObject;
  [member: string]: unknown;
}

/** What an update would store, and where that differs from what is stored. */
export interface Preview extends Settings {
  differences: { pointer: string; before?: unknown; after?: unknown }[];
}

/** What changed in a project; `next` is the place to go on from. */
export interface Changes {
  changes: { integration: string; revision: number; kind: string; [member: string]: unknown }[];
  next: number;
  more: boolean;
  /** Not all of them are kept: all settings have to be read again. */
  incomplete: boolean;
}

/** How far a job is, after each batch. */
export interface Progress {
  done: number;
  left: number;
  faults: number;
  perSecond: number;
}

/** Who does a job, for the audit, and who hears of it: false stops the job, and so does what the function throws. */
export interface JobContext {
  subject?: string;
  progress?(at: Progress): boolean | void | Promise<boolean | void>;
}

/** What a file of an export is sealed to: one of the two. */
export interface ExportKey {
  keyFile?: string;
  passphrase?: string;
}

/** Options of ig_options_set by name; one that may be set several times takes an array. */
export type Options = { [name: string]: string | string[] };

/** The gallery of one store: open it once, use it for all requests. */
export class Gallery {
  private constructor();
  static open(options: Options, host?: Host): Promise<Gallery>;
  session(project: string, subject?: string, permissions?: number | bigint): Session;
  handler(options?: HttpOptions): (request: any, response: any) => Promise<void>;
  express(options?: HttpOptions): (request: any, response: any, next: (error?: unknown) => void) => Promise<void>;
  clientErrorHandler(options?: HttpOptions): (error: Error, socket: any) => Promise<void>;
  /** What would be wrong with what is stored under another catalog; changes nothing. */
  whatBreaks(options?: Options, next?: { manifests?: Iterable<Document>; project?: string }): Promise<JsonObject>;
  verifyHistory(project: string, head?: { sequence: number; hash: string }): Promise<JsonObject>;
  retainHistory(project: string, options: { before: Date; keep: number; subject?: string }): Promise<JsonObject>;
  exportTo(path: string, options: ExportKey & { project?: string; subject?: string }): Promise<JsonObject>;
  importFrom(
    path: string,
    options: ExportKey & { subject?: string; onConflict?: 'refuse' | 'skip' | 'overwrite'; dryRun?: boolean },
  ): Promise<JsonObject>;
  backUp(path: string): Promise<void>;
  /** `options` of the three jobs: see ig_keys_rotate in ig.h. */
  rotateKeys(options?: JsonObject, how?: JobContext): Promise<JsonObject>;
  rewrapKeys(options?: JsonObject, how?: JobContext): Promise<JsonObject>;
  reseal(options?: JsonObject, how?: JobContext): Promise<JsonObject>;
  doctor(project?: string): Promise<JsonObject[]>;
  shred(project: string, how?: { subject?: string }): Promise<void>;
  close(): Promise<void>;
}

/** What one caller does in one project. */
export class Session {
  private constructor();
  list(language?: string): Promise<Card[]>;
  get(integration: string): Promise<Settings>;
  put(integration: string, settings: Document, options?: { ifRevision?: number }): Promise<Settings>;
  check(integration: string, settings: Document, options?: { ifRevision?: number }): Promise<Preview>;
  changes(after?: number, options?: { limit?: number }): Promise<Changes>;
  setEnabled(integration: string, enabled: boolean): Promise<Settings>;
  remove(integration: string, options?: { ifRevision?: number }): Promise<void>;
  credentials(integration: string, purpose: string): Promise<Credentials>;
  isSecret(integration: string, pointer: string, value: string, purpose: string): Promise<boolean>;
  history(integration: string, options?: { limit?: number; before?: number }): Promise<JsonObject>;
  version(integration: string, revision: number): Promise<JsonObject>;
  difference(integration: string, before: number, after: number): Promise<JsonObject[]>;
  restore(integration: string, revision: number, options?: { ifRevision?: number }): Promise<Settings>;
  handle(request: HttpRequest): Promise<HttpResponse>;
  classify(request: HttpRequest): Promise<'pure' | 'store' | 'outbound'>;
  close(): void;
}

/** Opened secrets beside the settings they belong to; close() wipes them. */
export class Credentials {
  private constructor();
  readonly enabled: boolean;
  readonly method: string;
  readonly revision: number;
  readonly settings: JsonObject;
  readonly fields: string[];
  secret(pointer: string): string | undefined;
  close(): void;
}

/** The release of the library. */
export function version(): string;
/** The revision of its C interface. */
export function abiRevision(): number;
/** The name of a status: "not_found". */
export function statusName(status: number): string;
