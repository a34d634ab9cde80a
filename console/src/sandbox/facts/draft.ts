import type { Fact, FactKind } from '../izin-types.js';

/** A fact as it stands in the form: every field a text. */
export interface Draft {
  kind: FactKind;
  id: string;
  value: string;
  valueEn: string;
  bank: string;
  holder: string;
  source: string;
  owner: string;
  expires: string;
}

export function draftOf(fact: Fact | undefined): Draft {
  const { kind = 'account', id = '', value = '', bank = '', holder = '' } = fact ?? {};
  const { source = '', owner = '', expires = '' } = fact ?? {};
  const both = typeof value === 'string' ? { id: value, en: value } : value;
  return { kind, id, value: both.id, valueEn: both.en, bank, holder, source, owner, expires };
}

/** What is sent: without empty fields. */
export function factOf(draft: Draft): Fact {
  const { kind } = draft;
  const value = draft.value.trim();
  const valueEn = draft.valueEn.trim();
  const given = (name: 'bank' | 'holder' | 'expires') =>
    draft[name].trim() === '' ? {} : { [name]: draft[name].trim() };
  return {
    id: draft.id.trim(),
    kind,
    value: kind === 'figure' && valueEn !== '' && valueEn !== value ? { id: value, en: valueEn } : value,
    ...given('bank'),
    ...given('holder'),
    source: draft.source.trim(),
    owner: draft.owner.trim(),
    ...given('expires'),
  };
}
