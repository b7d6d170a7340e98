import { Clock, ExternalLink, Pause, TrendingUp, X } from 'lucide-react'
import type { ReactElement } from 'react'
import { useState } from 'react'
import type { Suggestion } from '../../../shared/domain/suggestions.ts'
import { isOverLimit } from '../../../shared/domain/edit-policy.ts'
import { call, CallError } from '../../api.ts'
import { useLocked, useTerms } from '../../stores/edit-terms.ts'
import { useView } from '../../stores/view.ts'
import { isolate } from '../../format.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { AccountBand } from '../../ui/account-band.tsx'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/dialog.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { useSay } from '../../ui/toast.tsx'
import css from './suggestions.module.css'

const HOURS = [1, 4, 12] as const
const DAYS = [1, 3, 7] as const

export const SuggestionActions = ({ suggestion }: { readonly suggestion: Suggestion }): ReactElement => {
  const { suggestions, campaigns, house } = useStrings()
  const format = useFormat()
  const say = useSay()
  const [isBusy, setBusy] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const { edit, status, id, currency } = suggestion
  const terms = useTerms(suggestion.accountId)
  const locked = useLocked(terms)
  const isOver =
    edit.kind === 'dailyBudget' &&
    isOverLimit({ field: 'dailyBudget', before: edit.before, after: edit.after }, terms?.limit ?? null)
  /** Why it cannot be applied. */
  const refused = locked ?? (isOver ? house.byHand : undefined)
  const isApplying = isBusy || status === 'applying'

  const act = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true)
    try {
      await work()
    } catch (error) {
      say.failed(error)
    } finally {
      setBusy(false)
    }
  }
  const apply = (): Promise<void> =>
    act(async () => {
      const made = await call('suggestions.apply', { id })
      setAsking(false)
      const name = format.quoted(suggestion.objectName)
      if (made.state === 'confirmed') say.done(suggestions.applied(name))
      else if (made.state === 'rejected')
        say.failed(new CallError(made.failure?.code ?? 'internal', made.failure?.data ?? {}))
      else say.done(suggestions.unknown(name))
    })

  const label = (length: number): string => {
    const name = format.quoted(suggestion.objectName, length)
    const account = isolate(suggestion.accountName)
    return edit.kind === 'dailyBudget'
      ? suggestions.budgetButton(format.money(edit.after, currency), name, account)
      : suggestions.pauseButton(name, account)
  }

  if (status !== 'open' && status !== 'applying' && status !== 'failed') {
    const { editId } = suggestion
    return (
      <div className={css['actions']}>
        {editId !== null ? (
          <Button size="small" onClick={() => useView.getState().go('edits', { kind: 'edit', id: editId })}>
            {suggestions.openEdit}
          </Button>
        ) : null}
      </div>
    )
  }
  return (
    <div className={css['actions']}>
      {edit.kind === 'advice' ? (
        <Button
          size="small"
          icon={<ExternalLink />}
          onClick={() => {
            call('app.openLink', {
              link: 'adsManager',
              accountId: suggestion.accountId,
              objectId: suggestion.objectId,
            }).catch(say.failed)
          }}
        >
          {suggestions.openInAdsManager}
        </Button>
      ) : (
        <Button
          size="small"
          kind="primary"
          busy={isApplying}
          icon={edit.kind === 'status' ? <Pause /> : <TrendingUp />}
          className={css['apply'] ?? ''}
          title={refused ?? label(200)}
          disabled={refused !== undefined}
          onClick={() => setAsking(true)}
        >
          <span>{label(40)}</span>
        </Button>
      )}
      <Menu
        align="end"
        trigger={
          <Button size="small" icon={<Clock />} disabled={isApplying}>
            {suggestions.snooze}
          </Button>
        }
      >
        {HOURS.map((hours) => (
          <MenuItem key={hours} onClick={() => void act(() => call('suggestions.snooze', { id, hours }))}>
            {suggestions.snoozeFor(hours)}
          </MenuItem>
        ))}
        {DAYS.map((days) => (
          <MenuItem
            key={`${days}d`}
            onClick={() => void act(() => call('suggestions.snooze', { id, hours: days * 24 }))}
          >
            {suggestions.snoozeDays(days)}
          </MenuItem>
        ))}
      </Menu>
      <Button
        size="small"
        icon={<X />}
        disabled={isApplying}
        onClick={() => void act(() => call('suggestions.dismiss', { id }))}
      >
        {suggestions.dismiss}
      </Button>
      {edit.kind === 'advice' ? null : (
        <Confirm
          open={isAsking}
          onClose={() => setAsking(false)}
          title={edit.kind === 'dailyBudget' ? campaigns.budgetTitle : campaigns.pauseTitle}
          description={
            edit.kind === 'dailyBudget'
              ? campaigns.budgetText(format.money(edit.before, currency), format.money(edit.after, currency))
              : format.quoted(suggestion.objectName, 120)
          }
          action={label(40)}
          busy={isApplying}
          onConfirm={() => void apply()}
        >
          <AccountBand id={suggestion.accountId} name={suggestion.accountName} />
        </Confirm>
      )}
    </div>
  )
}
