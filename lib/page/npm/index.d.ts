// The custom element <integration-gallery>; importing the package defines it.

/** Headers that the host adds to every request, such as `{ Authorization: 'Bearer …' }`. */
export type RequestHeaders = Record<string, string>;

export type Section = 'authentication' | 'dataMapping' | 'syncSettings';

/** A change that is about to be sent; `preventDefault()` on the event keeps it from being sent. */
export interface BeforeChange {
  name: string;
  change: 'enable' | 'disable' | 'settings';
  sections?: Section[];
}

/** A change that the server has stored. */
export interface Change {
  name: string;
  change: 'toggle' | 'settings';
  enabled: boolean;
  revision: number;
}

/** Texts of one language, in the groups and with the keys of the shipped ones; what is left out is said in English. */
export interface Language {
  grid?: Record<string, string | Record<string, string>>;
  form?: Record<string, string | Record<string, string>>;
  editors?: Record<string, string | Record<string, string>>;
}

export interface IntegrationGalleryEvents {
  'integration-before-change': CustomEvent<BeforeChange>;
  'integration-change': CustomEvent<Change>;
}

export class IntegrationGallery extends HTMLElement {
  /** Adds a language for every gallery of the document: the address of a JSON file, or its content. */
  static addLanguage(tag: string, source: string | URL | Language): void;

  /** What is added to every request; a function is asked before each. */
  requestHeaders: RequestHeaders | (() => RequestHeaders | Promise<RequestHeaders>);

  /** The language in which the element speaks. */
  readonly language: string;

  readonly readOnly: boolean;

  /** Loads the list again. */
  refresh(): Promise<void>;

  /** Opens the settings of an integration; false if the catalog does not have it. */
  configure(name: string): boolean;

  addEventListener<K extends keyof IntegrationGalleryEvents>(type: K, listener: (event: IntegrationGalleryEvents[K]) => void, options?: boolean | AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'integration-gallery': IntegrationGallery;
  }
}
