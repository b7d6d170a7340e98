import { Ellipsis, Pause, Pencil, Play, SquareCheckBig, Trash2, Zap } from 'lucide-react'
import type { ReactElement } from 'react'
import { useState } from 'react'
import type { Strategy, StrategyStatus } from '../../../shared/domain/strategies.ts'
import { call } from '../../api.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { Age } from '../../ui/age.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Confirm } from '../../ui/dialog.tsx'
import { Name } from '../../ui/figure.tsx'
import { Menu, MenuItem, MenuSeparator } from '../../ui/menu.tsx'
import type { Meaning } from '../../ui/states.tsx'
import { Badge } from '../../ui/states.tsx'
import { useSay } from '../../ui/toast.tsx'
import { draftOf } from './draft.ts'
import css from './strategies.module.css'

const MEANINGS: Readonly<Record<StrategyStatus, Meaning | 'neutral'>> = {
  active: 'good',
  paused: 'neutral',
  completed: 'neutral',
}

interface StrategyItemProps {
  readonly strategy: Strategy
  readonly isCurrent: boolean
  readonly onSelect: () => void
  readonly onEdit: () => void
}

export const StrategyItem = ({ strategy, isCurrent, onSelect, onEdit }: StrategyItemProps): ReactElement => {
  const { strategies, common } = useStrings()
  const format = useFormat()
  const say = useSay()
  const [isBusy, setBusy] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const { form, currency, status } = strategy

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
  const run = (): Promise<void> =>
    act(async () => {
      const done = await call('strategies.run', { id: strategy.id })
      onSelect()
      say.done(strategies.ran(strategies.judgedCampaigns(done.judged), strategies.proposals(done.proposed)))
    })
  const setStatus = (next: StrategyStatus): Promise<void> =>
    act(async () => {
      await call('strategies.save', { ...draftOf(strategy), status: next })
    })
  const remove = (): Promise<void> =>
    act(async () => {
      await call('strategies.delete', { id: strategy.id })
      say.done(strategies.deleted(format.quoted(strategy.name)))
    })

  return (
    <li className={css['item']} data-current={isCurrent}>
      <div>
        <div className={css['name']}>
          <button type="button" className={css['open']} aria-current={isCurrent} onClick={onSelect}>
            <Name>{strategy.name}</Name>
          </button>
          <Badge meaning={MEANINGS[status]}>{strategies.statuses[status]}</Badge>
          <Badge meaning="info">{strategies.watch}</Badge>
        </div>
        <div className={css['facts']}>
          <span>
            {strategies.summary(
              format.percent(form.minCtr),
              format.money(form.maxCpc, currency),
              format.money(form.targetCpm, currency),
              format.money(form.budgetThreshold, currency),
              common.periods[form.window],
            )}
          </span>
          <span>{strategies.accountsOf(strategy.accountIds.length, currency)}</span>
          <span>{strategies.version(strategy.version)}</span>
          <span>
            {strategy.lastRunAt === null ? (
              strategies.neverRan
            ) : (
              <>
                {strategies.lastRun} <Age at={strategy.lastRunAt} />
              </>
            )}
          </span>
        </div>
      </div>
      <div className={css['actions']}>
        <Button size="small" icon={<Zap />} busy={isBusy} onClick={() => void run()}>
          {strategies.runNow}
        </Button>
        <Button size="small" icon={<Pencil />} onClick={onEdit}>
          {strategies.edit}
        </Button>
        <Menu align="end" trigger={<IconButton label={common.more} icon={<Ellipsis />} size="small" />}>
          {status === 'active' ? null : (
            <MenuItem icon={<Play />} onClick={() => void setStatus('active')}>
              {strategies.statuses.active}
            </MenuItem>
          )}
          {status === 'paused' ? null : (
            <MenuItem icon={<Pause />} onClick={() => void setStatus('paused')}>
              {strategies.statuses.paused}
            </MenuItem>
          )}
          {status === 'completed' ? null : (
            <MenuItem icon={<SquareCheckBig />} onClick={() => void setStatus('completed')}>
              {strategies.statuses.completed}
            </MenuItem>
          )}
          <MenuSeparator />
          <MenuItem icon={<Trash2 />} danger onClick={() => setAsking(true)}>
            {strategies.delete}
          </MenuItem>
        </Menu>
      </div>
      <Confirm
        open={isAsking}
        onClose={() => setAsking(false)}
        title={strategies.deleteTitle}
        description={strategies.deleteText}
        action={strategies.deleteAction(format.quoted(strategy.name))}
        danger
        busy={isBusy}
        onConfirm={() => void remove()}
      />
    </li>
  )
}
