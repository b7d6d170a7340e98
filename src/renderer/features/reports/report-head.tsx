import type { ReactElement } from 'react'
import type { Report } from '../../../shared/domain/reports.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { useAccounts } from '../../stores/queries.ts'
import { compareText, periodText } from '../../ui/period-text.ts'
import css from './reports.module.css'

/** Of which days and accounts a report is, in a line. */
export const ReportScope = ({ report }: { readonly report: Report }): ReactElement => {
  const strings = useStrings()
  const { reports } = strings
  const format = useFormat()
  const accounts = useAccounts().value?.rows ?? []
  const { period, compare, accountIds, currency } = report
  const names = accountIds.map((id) => {
    const account = accounts.find((each) => each.id === id)
    return account?.watched ? account.name : reports.notWatched(account?.name ?? id)
  })
  return (
    <span className={css['scope']} data-text>
      {periodText(period, strings, format)}
      {compare === null
        ? null
        : ` · ${reports.compared(compareText(compare, strings, format).toLocaleLowerCase(format.locale))}`}
      {currency === undefined ? null : ` · ${reports.inCurrency(currency)}`}
      {` · ${names.length === 0 ? reports.allAccounts : format.list(names)}`}
    </span>
  )
}
