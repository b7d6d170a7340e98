import type { EditFinding } from '../../shared/domain/editable.ts'
import type { RuleFinding, WantedParameter } from '../../shared/domain/house-rules.ts'
import type { Currency } from '../../shared/domain/money.ts'
import type { Format } from '../format.ts'
import type { Strings } from '../strings/catalogue.ts'
import { guardText } from './guard-text.ts'

/** `utm_source=facebook, utm_campaign` */
export const parametersText = (parameters: readonly WantedParameter[]): string =>
  parameters.map(({ name, value }) => (value === null ? name : `${name}=${value}`)).join(', ')

const ruleText = (
  { house }: Strings,
  format: Format,
  { rule, severity, known, lacking }: RuleFinding,
  currency: Currency,
): string => {
  const { found } = house
  const { demand, most } = rule
  const name = format.quoted(rule.name)
  switch (demand.kind) {
    case 'name':
      return found.name(name, format.quoted(demand.example))
    case 'cap':
      if (most === null) return found.capUnknown(name, format.money(demand.most, demand.currency))
      return severity === 'note'
        ? found.capStill(name, format.money(most, currency))
        : found.cap(name, format.money(most, currency))
    case 'utm':
      return known ? found.utm(name, parametersText(lacking)) : found.utmUnknown(name, parametersText(lacking))
    case 'end':
      return found.end(name)
  }
}

/** Which finding it is, among those of one change. */
export const findingKey = (finding: EditFinding): string =>
  finding.kind === 'houseRule' ? `houseRule ${finding.rule.id}` : finding.kind

/** What somebody has to say yes to; empty: nothing. Other findings are another question. What goes over the limit is typed, not ticked. */
export const questionOf = (findings: readonly EditFinding[]): string =>
  findings
    .filter(({ severity, kind }) => severity === 'confirm' && kind !== 'overLimit')
    .map(findingKey)
    .join()

/** What is found of a change, as a sentence; times by the account's clock. */
export const findingText = (
  strings: Strings,
  format: Format,
  finding: EditFinding,
  about: { readonly currency: Currency; readonly zone: string },
): string =>
  finding.kind === 'houseRule'
    ? ruleText(strings, format, finding, about.currency)
    : finding.kind === 'readOnly'
      ? strings.house[finding.by === 'app' ? 'readOnlyApp' : 'readOnlyAccount']
      : guardText(strings, format, finding, about)
