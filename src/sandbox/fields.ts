import { GraphError } from './graph-error.ts'

/** One asked field: `adsets.limit(50).effective_status(["ACTIVE"]){id,name}`. */
export interface Field {
  readonly name: string
  readonly params: Readonly<Record<string, string>>
  readonly fields: readonly Field[] | null
}

const broken = (text: string): GraphError =>
  new GraphError({
    status: 400,
    code: 2500,
    message: `Syntax error "Expected end of string instead of "${text}"." at character 1: ${text}`,
  })

/** Meta's `fields` language. Throws its syntax error. */
export const parseFields = (text: string): Field[] => {
  let at = 0
  const balanced = (): string => {
    let depth = 0
    const from = at
    for (; at < text.length; at++) {
      if (text[at] === '(') depth++
      else if (text[at] === ')' && --depth === 0) {
        at++
        return text.slice(from + 1, at - 1)
      }
    }
    throw broken(text.slice(from))
  }
  const list = (nested: boolean): Field[] => {
    const fields: Field[] = []
    while (at < text.length) {
      while (/[\s,]/.test(text[at] ?? '')) at++
      if (text[at] === '}') {
        if (!nested) throw broken(text.slice(at))
        at++
        return fields
      }
      const name = /^[A-Za-z_]\w*/.exec(text.slice(at))?.[0]
      if (name === undefined) {
        if (at >= text.length) break
        throw broken(text.slice(at))
      }
      at += name.length
      const params: Record<string, string> = {}
      while (text[at] === '.') {
        const param = /^\.(\w+)(?=\()/.exec(text.slice(at))
        if (!param?.[1]) throw broken(text.slice(at))
        at += param[0].length
        params[param[1]] = balanced()
      }
      let inner: Field[] | null = null
      if (text[at] === '{') {
        at++
        inner = list(true)
      }
      fields.push({ name, params, fields: inner })
    }
    if (nested) throw broken(text)
    return fields
  }
  return list(false)
}
