export type { StyleName } from './look.js';
export { type Column, Sheet, type SheetOptions } from './sheet.js';
