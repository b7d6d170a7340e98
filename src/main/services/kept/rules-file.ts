import { writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { KEPT_DOCS } from '../../../shared/contract/kept.ts'
import type { Locale } from '../../../shared/domain/connection.ts'
import type { HouseRule, RulesFileProblem, RulesTaken } from '../../../shared/domain/house-rules.ts'
import { MOST_RULES } from '../../../shared/domain/house-rules.ts'
import { MOST_NAME } from '../../../shared/domain/kept.ts'
import { words } from '../../../shared/words/words.ts'
import type { Shell } from '../../ports.ts'
import { fileFailure, fileNameOf } from '../exports/index.ts'
import type { KeptService } from './index.ts'

/** Rules of the house in a file, to be taken to another workspace or given to a colleague. */
export interface RulesFile {
  /** Asks where; answers how many were written, null: the person gave up choosing. Throws AppError as exports do. */
  write(): Promise<number | null>
  /** Adds the rules of a file to those that are here, of which none is changed. */
  take(text: string): Promise<RulesTaken>
}

const MARK = 'houseRules'
const VERSION = 1
const file = z.object({
  buydesk: z.literal(MARK),
  version: z.int().min(1),
  rules: z.array(z.unknown()),
})
const rule = z.object({ name: z.string().trim().min(1).max(MOST_NAME) }).and(KEPT_DOCS.rule)
/** What a rule that is not understood is called, as far as it says. */
const named = z.object({ name: z.string() })

type Rule = HouseRule & { readonly name: string }

const contentOf = (text: string): { readonly rules: readonly unknown[] } | { readonly problem: RulesFileProblem } => {
  let content: unknown
  try {
    content = JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    return { problem: 'notJson' }
  }
  const read = file.safeParse(content)
  if (!read.success) return { problem: 'notRules' }
  const { version, rules } = read.data
  if (version > VERSION) return { problem: 'newer' }
  if (rules.length === 0) return { problem: 'empty' }
  return rules.length > MOST_RULES ? { problem: 'tooMany' } : { rules }
}

/** As the schema has it, whatever order its parts were written in. */
const sameAs = ({ name, on, action, accountIds, demand }: Rule): string =>
  JSON.stringify([name, on, action, accountIds, demand])

export const createRulesFile = (
  kept: Pick<KeptService, 'list' | 'save'>,
  { saveFile }: Pick<Shell, 'saveFile'>,
  locale: () => Locale,
): RulesFile => {
  const rules = async (): Promise<readonly Rule[]> =>
    (await kept.list('rule')).map(({ name, doc }) => ({ name, ...KEPT_DOCS.rule.parse(doc) }))
  return {
    write: async () => {
      const { houseRules } = words(locale())
      const all = await rules()
      const path = await saveFile({
        title: houseRules.saveTitle,
        name: fileNameOf(houseRules.name, 'json', MARK),
        kind: houseRules.kind,
        extension: 'json',
      })
      if (path === null) return null
      const content = { buydesk: MARK, version: VERSION, rules: all }
      try {
        await writeFile(path, `${JSON.stringify(content, null, 2)}\n`)
      } catch (error) {
        throw fileFailure(error)
      }
      return all.length
    },

    take: async (text) => {
      const content = contentOf(text)
      if ('problem' in content) return { ok: false, problem: content.problem }
      const here = new Set((await rules()).map(sameAs))
      const refused: { at: number; name: string }[] = []
      let [added, same] = [0, 0]
      for (const [at, each] of content.rules.entries()) {
        const read = rule.safeParse(each)
        if (!read.success) {
          refused.push({ at: at + 1, name: named.safeParse(each).data?.name.slice(0, MOST_NAME) ?? '' })
        } else if (here.has(sameAs(read.data))) same += 1
        else {
          const { name, ...doc } = read.data
          await kept.save({ kind: 'rule', name, doc })
          here.add(sameAs(read.data))
          added += 1
        }
      }
      return { ok: true, added, same, refused }
    },
  }
}
