import type { Fault } from './check-parts.js';
import { codePoints, LIMITS } from './limits.js';
import { arrayOf, isObject, type Loose, objectOf, textOf } from './loose.js';
import { placeholders, render, type Template } from './template.js';

/**
 * Checks a template request against the template itself, as Meta does at sending.
 * @param graphBody a request that passed `checkMessageBody`
 * @returns 132001 (other name, language or not approved), 132000 (number of values), 132012 (kind of a value),
 *   132005 (too long once filled in), or `null`
 */
export function checkTemplateBody(graphBody: unknown, template: Template): Fault | null {
  const sent = objectOf(objectOf(graphBody).template);
  if (sent.name !== template.name || objectOf(sent.language).code !== template.language)
    return { code: 132001, details: 'does not exist in this language', field: 'template.name' };
  if (template.status === 'PAUSED')
    return { code: 132015, details: 'is paused for low quality', field: 'template.name' };
  if (template.status === 'DISABLED') return { code: 132016, details: 'is disabled', field: 'template.name' };
  if (template.status !== 'APPROVED')
    return { code: 132001, details: 'is not approved', field: 'template.name' };
  const components = arrayOf(sent.components).filter(isObject);
  return (
    checkHeader(components, template) ?? checkBody(components, template) ?? checkButtons(components, template)
  );
}

const valuesOf = (components: readonly Loose[], type: string): Loose[] =>
  components
    .filter((part) => part.type === type)
    .flatMap((part) => arrayOf(part.parameters).filter(isObject));

function count(field: string, limit: number, actual: number): Fault | null {
  if (limit === actual) return null;
  return { code: 132000, details: `has ${actual} values, the template wants ${limit}`, field, limit, actual };
}

function checkHeader(components: readonly Loose[], template: Template): Fault | null {
  const { header, headerMedia } = placeholders(template);
  const values = valuesOf(components, 'header');
  if (headerMedia === undefined) return count('template.components.header', header.length, values.length);
  if (values.length !== 1)
    return { code: 132012, details: `wants ${headerMedia}`, field: 'template.components.header' };
  const kind = textOf(values[0]?.type)?.toUpperCase();
  return kind === headerMedia
    ? null
    : { code: 132012, details: `wants ${headerMedia}`, field: 'template.components.header' };
}

function checkBody(components: readonly Loose[], template: Template): Fault | null {
  const field = 'template.components.body';
  const { body } = placeholders(template);
  const values = valuesOf(components, 'body');
  const wrong = count(field, body.length, values.length);
  if (wrong) return wrong;
  const text = (value: Loose) =>
    textOf(value.text) ?? textOf(objectOf(value[textOf(value.type) ?? '']).fallback_value) ?? '';
  const named = values.every((value) => value.parameter_name !== undefined);
  if (values.length > 0 && named !== (template.parameterFormat === 'NAMED'))
    return { code: 132012, details: `wants ${template.parameterFormat} values`, field };
  if (
    values.length > 0 &&
    named &&
    !body.every((name) => values.some((value) => value.parameter_name === name))
  )
    return { code: 132000, details: 'has values under other names', field };
  const filled = named
    ? Object.fromEntries(values.map((value) => [String(value.parameter_name), text(value)]))
    : values.map(text);
  const actual = codePoints(render(template, { body: filled }).body);
  if (actual <= LIMITS.templateBody) return null;
  return { code: 132005, details: 'is too long once filled in', field, limit: LIMITS.templateBody, actual };
}

function checkButtons(components: readonly Loose[], template: Template): Fault | null {
  const sent = components.filter((part) => part.type === 'button').map((part) => Number(part.index));
  const missing = placeholders(template).buttons.find(({ index }) => !sent.includes(index));
  if (!missing) return null;
  return {
    code: 131008,
    details: `wants a value for button ${missing.index}`,
    field: 'template.components.button',
  };
}
