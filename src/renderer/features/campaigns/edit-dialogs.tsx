import type { ReactElement } from 'react'
import { useState } from 'react'
import type { Change } from '../../../shared/domain/edits.ts'
import { decimalsOf, MICROS, minorFromMicros } from '../../../shared/domain/money.ts'
import type { Micros } from '../../../shared/domain/money.ts'
import type { CampaignRow } from '../../../shared/domain/objects.ts'
import { isolate } from '../../format.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { AccountBand } from '../../ui/account-band.tsx'
import { Confirm, Dialog } from '../../ui/dialog.tsx'
import { Button } from '../../ui/button.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import css from './campaigns.module.css'

interface EditDialogProps {
  readonly row: CampaignRow
  readonly open: boolean
  readonly busy: boolean
  readonly onClose: () => void
  readonly onMake: (change: Change) => void
}

export const StatusDialog = ({ row, open, busy, onClose, onMake }: EditDialogProps): ReactElement => {
  const { campaigns } = useStrings()
  const format = useFormat()
  const isPause = row.status === 'ACTIVE'
  const name = format.quoted(row.name)
  const account = isolate(row.accountName)
  const budget = row.budget
    ? `${format.money(row.budget.amount, row.currency)} (${row.budget.kind === 'daily' ? campaigns.dailyBudget : campaigns.lifetimeBudget})`
    : null
  return (
    <Confirm
      open={open}
      onClose={onClose}
      title={isPause ? campaigns.pauseTitle : campaigns.startTitle}
      description={
        isPause
          ? campaigns.pauseText(format.money(row.figures.spend, row.currency))
          : budget === null
            ? campaigns.startTextPlain
            : campaigns.startText(budget)
      }
      action={isPause ? campaigns.pauseAction(name, account) : campaigns.startAction(name, account)}
      busy={busy}
      onConfirm={() =>
        onMake({ field: 'status', before: isPause ? 'ACTIVE' : 'PAUSED', after: isPause ? 'PAUSED' : 'ACTIVE' })
      }
    >
      <AccountBand id={row.accountId} name={row.accountName} />
    </Confirm>
  )
}

const JUMP = 0.2

interface BudgetDialogProps extends EditDialogProps {
  readonly before: Micros
}

export const BudgetDialog = ({ row, before, open, busy, onClose, onMake }: BudgetDialogProps): ReactElement => {
  const { campaigns, common } = useStrings()
  const format = useFormat()
  const [units, setUnits] = useState(before / MICROS)
  const [isValid, setValid] = useState(true)
  const after = Math.round(units * MICROS)
  const isSame = minorFromMicros(after, row.currency) === minorFromMicros(before, row.currency)
  const change = before === 0 ? 0 : after / before - 1
  const canSave = isValid && !isSame && after > 0
  return (
    <Dialog
      wide
      open={open}
      onClose={onClose}
      title={campaigns.budgetTitle}
      description={format.quoted(row.name, 120)}
      footer={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button
            kind="primary"
            busy={busy}
            disabled={!canSave}
            onClick={() => onMake({ field: 'dailyBudget', before, after })}
          >
            {campaigns.budgetAction(
              format.money(after, row.currency),
              format.quoted(row.name, 24),
              isolate(row.accountName),
            )}
          </Button>
        </>
      }
    >
      <AccountBand id={row.accountId} name={row.accountName} />
      <NumberField
        label={campaigns.newBudget}
        value={units}
        onChange={setUnits}
        onValid={setValid}
        least={decimalsOf(row.currency) === 0 ? 1 : 0.01}
        most={9_000_000}
        places={decimalsOf(row.currency)}
        unit={row.currency}
        hint={
          isSame
            ? campaigns.budgetSame
            : campaigns.budgetText(format.money(before, row.currency), format.money(after, row.currency))
        }
      />
      {!isSame && Math.abs(change) > JUMP ? (
        <p className={css['jump']}>
          {campaigns.budgetJump(`${change > 0 ? '+' : '−'}${format.share(Math.abs(change))}`)}
        </p>
      ) : null}
    </Dialog>
  )
}
