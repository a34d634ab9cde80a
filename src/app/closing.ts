/** What has been opened, to be closed in the opposite order. */
export class Closing {
  readonly #closers: (() => unknown)[] = [];
  readonly #onError: (error: unknown) => void;

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  add(close: () => unknown): void {
    this.#closers.unshift(close);
  }

  /** One failure never skips the next. */
  async all(): Promise<void> {
    for (const close of this.#closers) {
      try {
        await close();
      } catch (error) {
        this.#onError(error);
      }
    }
  }
}
