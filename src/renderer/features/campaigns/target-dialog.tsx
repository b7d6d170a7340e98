import { X } from 'lucide-react'
import type { ReactElement } from 'react'
import { useState } from 'react'
import { MICROS } from '../../../shared/domain/money.ts'
import { call } from '../../api.ts'
import { useAccounts, useKept } from '../../stores/queries.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import type { FigureInfo } from '../../ui/figure-info.ts'
import { NumberField } from '../../ui/number-field.tsx'
import { Select } from '../../ui/select.tsx'
import { useSay } from '../../ui/toast.tsx'
import css from './dialogs.module.css'

const ALL = 'all'

/** The targets of one figure: for all accounts, by currency where it is money, or for one account. */
export const TargetDialog = ({
  info,
  onClose,
}: {
  readonly info: FigureInfo
  readonly onClose: () => void
}): ReactElement => {
  const { table: words, common } = useStrings()
  const format = useFormat()
  const say = useSay()
  const accounts = useAccounts().value?.rows.filter(({ watched }) => watched) ?? []
  const targets = (useKept('target').value ?? []).filter(({ doc }) => doc.figure === info.id)
  const currencies = [...new Set(accounts.map(({ currency }) => currency))].toSorted()
  const [accountId, setAccountId] = useState(ALL)
  const [chosen, setCurrency] = useState<string | null>(null)
  const [value, setValue] = useState(Number.NaN)
  const [isValid, setValid] = useState(false)
  const isMoney = info.unit === 'money'
  const account = accounts.find(({ id }) => id === accountId)
  const currency = account?.currency ?? chosen ?? currencies[0] ?? 'USD'
  const times = isMoney ? MICROS : info.unit === 'percent' ? 0.01 : 1

  const textOf = ({ doc }: (typeof targets)[number]): string => {
    const name = accounts.find(({ id }) => id === doc.accountId)?.name ?? words.targetAll
    return `${name}: ${format.figureFull(info.unit, doc.value, doc.currency ?? 'USD')}`
  }
  const save = (): void => {
    const doc = {
      figure: info.id,
      accountId: account?.id ?? null,
      currency: isMoney ? currency : null,
      value: isMoney ? Math.round(value * times) : value * times,
    }
    // One target for one thing: a new value takes the place of the old one.
    const old = targets.find(({ doc: kept }) => kept.accountId === doc.accountId && kept.currency === doc.currency)
    call('kept.save', { kind: 'target', name: info.fullName, doc, ...(old ? { id: old.id } : {}) }).then(
      () => setValue(Number.NaN),
      say.failed,
    )
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={words.targetTitle(info.fullName)}
      description={words.targetText[info.better]}
      footer={<Button onClick={onClose}>{common.close}</Button>}
    >
      <form
        className={css['form']}
        onSubmit={(event) => {
          event.preventDefault()
          if (isValid) save()
        }}
      >
        <NumberField
          label={words.targetValue}
          value={value}
          onChange={setValue}
          onValid={setValid}
          least={0}
          places={info.unit === 'count' ? 0 : 2}
          {...(isMoney ? { unit: currency } : info.unit === 'percent' ? { unit: '%' } : {})}
        />
        <div className={css['pair']}>
          <Select
            label={words.targetAccount}
            value={accountId}
            options={[
              { value: ALL, label: words.targetAll },
              ...accounts.map(({ id, name, currency: own }) => ({ value: id, label: name, hint: own })),
            ]}
            onChange={setAccountId}
          />
          {isMoney && !account ? (
            <Select
              label={words.targetCurrency}
              value={currency}
              options={currencies.map((each) => ({ value: each, label: each }))}
              onChange={setCurrency}
            />
          ) : null}
        </div>
        <div>
          <Button kind="primary" type="submit" disabled={!isValid || Number.isNaN(value)}>
            {words.targetAdd}
          </Button>
        </div>
      </form>
      <ul className={css['lines']}>
        {targets.map((target) => (
          <li key={target.id} className={css['line']}>
            <span data-text>{textOf(target)}</span>
            <IconButton
              size="small"
              icon={<X />}
              label={words.targetRemove(textOf(target))}
              onClick={() => void call('kept.delete', { kind: 'target', id: target.id }).catch(say.failed)}
            />
          </li>
        ))}
      </ul>
      {targets.length === 0 ? <p className={css['faint']}>{words.targetNone}</p> : null}
    </Dialog>
  )
}
