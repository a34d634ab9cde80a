import { SaxesParser } from 'saxes';
import { ImportFileError } from './file-error.js';

/** What is wanted of an XML document; names come without their prefix. */
export interface XmlHandler {
  open: (name: string, attributes: Record<string, string>) => void;
  close?: (name: string) => void;
  text?: (text: string) => void;
}

/** Characters without a tag between them after which it is no table any more. */
const LONGEST_TEXT = 4 * 1024 * 1024;

/** Reads XML piece by piece; `write` returns when everything in it has been handed to the handler. */
export class Xml {
  readonly #parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false });
  #silent = 0;

  constructor(handler: XmlHandler) {
    this.#parser.on('opentag', ({ name, attributes }) => {
      this.#silent = 0;
      handler.open(bare(name), attributes);
    });
    this.#parser.on('closetag', ({ name }) => {
      this.#silent = 0;
      handler.close?.(bare(name));
    });
    if (handler.text) {
      this.#parser.on('text', handler.text);
      this.#parser.on('cdata', handler.text);
    }
    this.#parser.on('error', () => {
      throw new ImportFileError('broken_file');
    });
  }

  /** @throws ImportFileError */
  write(text: string): void {
    this.#silent += text.length;
    this.#parser.write(text);
    if (this.#silent > LONGEST_TEXT) throw new ImportFileError('expands_too_far');
  }

  /** @throws ImportFileError for a document that ends too early */
  end(): void {
    this.#parser.close();
  }
}

const bare = (name: string) => name.slice(name.indexOf(':') + 1);
