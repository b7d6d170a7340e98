import { parseFields } from '../fields.ts'
import { listParam } from '../params.ts'
import type { Field } from '../fields.ts'
import type { Context } from './call.ts'

const FIELD_ID: readonly Field[] = [{ name: 'id', params: {}, fields: null }]

export const withId = (fields: readonly Field[]): readonly Field[] =>
  fields.some(({ name }) => name === 'id') ? fields : [...fields, ...FIELD_ID]

/** The fields of a question, `id` always with them. Throws GraphError. */
export const asked = (context: Context): readonly Field[] => {
  const list = listParam(context.params, 'fields')
  return list ? withId(parseFields(list.join(','))) : FIELD_ID
}

/** What is undefined is left out. */
export const collect = (fields: readonly Field[], read: (field: Field) => unknown): unknown => {
  const out: Record<string, unknown> = {}
  for (const field of fields) {
    const value = read(field)
    if (value !== undefined) out[field.name] = value
  }
  return out
}

const spell = (field: Field): string =>
  `${field.name}${Object.entries(field.params)
    .map(([name, value]) => `.${name}(${value})`)
    .join('')}${field.fields ? `{${field.fields.map(spell).join(',')}}` : ''}`

/** A call as if the expanded field had been asked for by itself. */
export const nested = (context: Context, field: Field): Context => {
  const names = field.fields?.map(spell).join(',') ?? field.params['fields']
  return { ...context, params: { ...field.params, ...(names === undefined ? {} : { fields: names }) } }
}
