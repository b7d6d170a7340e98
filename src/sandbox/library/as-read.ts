/** Maps and lists; everything else reads as it was written, an audience's rule too, which is a text of JSON. */
const STRUCTURED = /_spec$|^adlabels$|^call_to_action$|^contextual_multi_ads$/
const NUMBERS = /^retention_days$/

/** A written field of a creative, audience or rule, as it is read. */
export const asRead = (field: string, text: string): unknown => {
  if (NUMBERS.test(field)) return Number(text)
  return STRUCTURED.test(field) ? (JSON.parse(text) as unknown) : text
}
