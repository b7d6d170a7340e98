import type { ReactElement } from 'react'
import { useMemo, useState } from 'react'
import { parseAmount } from '../../../shared/domain/edits-amount.ts'
import { decimalsOf, MICROS } from '../../../shared/domain/money.ts'
import type { Money } from '../../../shared/domain/money.ts'
import type { AccountRow } from '../../../shared/domain/objects.ts'
import { setPreferences, useApp } from '../../stores/app.ts'
import { useAccounts } from '../../stores/queries.ts'
import { useView } from '../../stores/view.ts'
import { isolate } from '../../format.ts'
import { useFormat, useLocale, useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import { Switch } from '../../ui/choice.tsx'
import { currencyOptions } from '../../ui/currency-options.ts'
import { Field, TextInput } from '../../ui/field.tsx'
import { Section } from '../../ui/section.tsx'
import { Select } from '../../ui/select.tsx'
import { useSay } from '../../ui/toast.tsx'
import { HouseRules } from './house-rules.tsx'
import css from './settings.module.css'

const ReadOnly = ({ readOnly, accounts }: { readonly readOnly: boolean; readonly accounts: readonly AccountRow[] }) => {
  const { house } = useStrings()
  const say = useSay()
  const locked = accounts.filter((account) => account.readOnly).map(({ name }) => isolate(name))
  return (
    <Section title={house.readOnly}>
      <Switch
        label={house.readOnlySwitch}
        hint={house.readOnlyHint}
        checked={readOnly}
        onChange={(on) => void setPreferences({ readOnly: on }).catch(say.failed)}
      />
      <p className={css['hint']} data-text>
        {locked.length > 0 ? house.accountsLocked(locked.join(', ')) : house.accountsText}
      </p>
      <div className={css['buttons']}>
        <Button size="small" onClick={() => useView.getState().go('accounts')}>
          {house.openAccounts}
        </Button>
      </div>
    </Section>
  )
}

interface LimitProps {
  /** Null: none. */
  readonly limit: Money | null
  readonly accounts: readonly AccountRow[]
}

/** From which amount on an edit is typed twice. */
const LimitForm = ({ limit, accounts }: LimitProps): ReactElement => {
  const { house, typed } = useStrings()
  const format = useFormat()
  const locale = useLocale()
  const say = useSay()
  const currencies = useMemo(() => [...new Set(accounts.map((account) => account.currency))].toSorted(), [accounts])
  const options = useMemo(() => currencyOptions(currencies, format), [currencies, format])
  const written = limit
    ? new Intl.NumberFormat(locale, {
        maximumFractionDigits: decimalsOf(limit.currency),
        useGrouping: false,
      }).format(limit.amount / MICROS)
    : ''
  const [text, setText] = useState<string | null>(null)
  const [chosen, setChosen] = useState<string | null>(null)
  const currency = chosen ?? limit?.currency ?? currencies[0] ?? 'USD'
  const amount = parseAmount(text ?? written, currency, locale)
  const isChanged = (text !== null && text !== written) || (chosen !== null && chosen !== limit?.currency)

  const save = async (confirmAbove: Money | null): Promise<void> => {
    try {
      await setPreferences({ confirmAbove })
      setText(null)
      setChosen(null)
      say.done(
        confirmAbove ? house.limitSaved(format.money(confirmAbove.amount, confirmAbove.currency)) : house.limitRemoved,
      )
    } catch (error) {
      say.failed(error)
    }
  }
  return (
    <form
      className={css['form']}
      onSubmit={(event) => {
        event.preventDefault()
        if (amount.ok && isChanged) void save({ amount: amount.micros, currency })
      }}
    >
      <div className={css['limit']}>
        <Field
          label={house.limitAmount}
          error={amount.ok || (text ?? written) === '' ? null : typed.amount[amount.problem]}
          hint={limit ? house.limitOn(format.money(limit.amount, limit.currency)) : house.limitOff}
        >
          <TextInput value={text ?? written} inputMode="decimal" maxLength={40} onChange={setText} />
        </Field>
        <div>
          <span className={css['above']}>{house.limitCurrency}</span>
          <Select label={house.limitCurrency} value={currency} options={options} onChange={setChosen} />
        </div>
      </div>
      <div className={css['buttons']}>
        <Button kind="primary" type="submit" disabled={!amount.ok || !isChanged}>
          {house.limitSet}
        </Button>
        <Button disabled={limit === null} onClick={() => void save(null)}>
          {house.limitNone}
        </Button>
      </div>
    </form>
  )
}

/** What is allowed of edits: none at all, up to which amount without a second look, and by which rules. */
export const Editing = (): ReactElement | null => {
  const { house } = useStrings()
  const preferences = useApp(({ state }) => state?.preferences)
  const accounts = useAccounts().value?.rows ?? []
  if (!preferences) return null
  const { readOnly, confirmAbove } = preferences
  return (
    <div className={css['sections']}>
      <ReadOnly readOnly={readOnly} accounts={accounts} />
      <Section title={house.limitTitle} text={house.limitText}>
        <LimitForm limit={confirmAbove} accounts={accounts} />
      </Section>
      <HouseRules />
    </div>
  )
}
