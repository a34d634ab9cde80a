/** All words of a release in all languages. */
export interface Words {
  say(key: string, language: 'id' | 'en', values?: Record<string, unknown>): string;
}
