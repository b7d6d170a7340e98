import type { ReactElement } from 'react'
import { useId, useState } from 'react'
import { MOST_SET_NAME } from '../../../shared/domain/change-sets.ts'
import { copyNames, MOST_COPIES, MOST_MADE } from '../../../shared/domain/creation.ts'
import type { AboutObject, NewValues } from '../../../shared/domain/creation.ts'
import type { ObjectId } from '../../../shared/domain/objects.ts'
import { isolate } from '../../format.ts'
import { useAccounts } from '../../stores/queries.ts'
import type { Into } from '../../stores/keep-edits.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { AccountBands } from '../../ui/account-bands.tsx'
import { Checkbox } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { ReasonField } from '../../ui/reason-field.tsx'
import { Select } from '../../ui/select.tsx'
import { FailureBanner, Skeleton } from '../../ui/states.tsx'
import { useKeeping } from '../../ui/use-keeping.ts'
import { FindingsView, useFindings } from './findings.tsx'
import { HolderField, useHolders } from './holders.tsx'
import { Items } from './items.tsx'
import { Labelled } from './labelled.tsx'
import css from './making.module.css'
import { MakingFooter } from './making-footer.tsx'
import { OrderView } from './order-view.tsx'
import { accountsOf, useAbout } from './use-about.ts'
import { useOrder } from './use-order.ts'
import type { Order, Ordered } from './use-order.ts'
import { withChoose } from './with-choose.ts'

/** Names that are shown before they are made. */
const SHOWN = 6
/** Until the accounts are known. */
const NOWHERE = { id: '', name: '', currency: 'USD', zone: 'UTC' }

type Place = 'beside' | 'holder' | 'account'

interface DuplicateDialogProps {
  readonly ids: readonly ObjectId[]
  readonly onClose: () => void
}

/** What somebody wants of copies, and what of it can be. */
const CopyForm = ({
  objects,
  order,
  setName,
  onClose,
}: {
  readonly objects: readonly AboutObject[]
  readonly order: Order
  /** Of the set that they become. */
  readonly setName: string
  readonly onClose: () => void
}): ReactElement => {
  const { making, house } = useStrings()
  const format = useFormat()
  const formId = useId()
  const [times, setTimes] = useState(1)
  const [isValid, setValid] = useState(true)
  const [pattern, setPattern] = useState<string>(making.firstPattern)
  const [place, setPlace] = useState<Place>('beside')
  const [accountId, setAccountId] = useState('')
  const [holderId, setHolderId] = useState('')
  const [isDeep, setDeep] = useState(true)
  const [reason, setReason] = useState('')

  const level = objects[0]?.level ?? 'campaign'
  const sources = accountsOf(objects)
  const currencies = new Set(objects.map(({ currency }) => currency))
  const watched = useAccounts().value?.rows.filter((account) => account.watched) ?? []
  const others = watched.filter(({ id }) => sources.every((source) => source.id !== id))
  const isOfCurrency = (currency: string): boolean => currencies.size === 1 && currencies.has(currency)
  const into = place === 'account' ? accountId : place === 'holder' ? (sources[0]?.id ?? '') : ''
  const needsHolder = level !== 'campaign' && place !== 'beside'
  const holders = useHolders(level, needsHolder ? into : '')
  const holder = needsHolder ? holders?.find(({ id }) => id === holderId) : undefined
  const draftIn = holder?.draftIn ?? null

  const adSets = objects.reduce((sum, each) => sum + each.adSets, 0)
  const ads = objects.reduce((sum, each) => sum + each.ads, 0)
  const canDeep = adSets + ads > 0 && place !== 'account'
  const deep = canDeep && isDeep
  const total = times * (objects.length + (deep ? adSets + ads : 0))
  const isTooMany = total > MOST_MADE
  const isPlaced = place === 'beside' || (into !== '' && (!needsHolder || holderId !== ''))
  const isRead = isValid && pattern.trim() !== '' && isPlaced && !isTooMany
  const named = objects.flatMap((source) => copyNames(pattern, source.name, times, 1).map((name) => ({ source, name })))
  const target = watched.find(({ id }) => id === accountId)
  const bands = place === 'account' ? (target ? [target] : []) : sources

  const groups = Map.groupBy(named, ({ source }) => (place === 'account' ? accountId : source.accountId))
  const ordered = [...groups].map(([id, copies]): Ordered => ({
    accountId: id,
    reason: reason.trim(),
    made: copies.map(({ source, name }) => ({
      kind: 'copy' as const,
      name,
      sourceId: source.id,
      holder: !needsHolder ? null : draftIn ? { editId: holderId } : { id: holderId },
      deep: deep && source.adSets + source.ads > 0,
    })),
  }))
  const [firstBand] = bands
  const where = watched.find(({ id }) => id === firstBand?.id)
  // Of several accounts those of the first are looked at; what holds in the others is said when it is posted.
  const findings = useFindings(
    named
      .filter(({ source }) => place === 'account' || source.accountId === firstBand?.id)
      .map(({ name }): NewValues => ({ kind: 'copy', level, name })),
    where ?? NOWHERE,
  )
  const isTyped = place === 'account' && findings.hasLimit && objects.some(({ hasBudget }) => hasBudget)
  const keeping = useKeeping((to) => order.keep(ordered, to), onClose)
  const keep = (to: Into): void => keeping(to, false)

  return (
    <Dialog
      wide
      open
      onClose={onClose}
      title={making.duplicateTitle[level](objects.length)}
      description={making.duplicateText}
      footer={
        <MakingFooter
          formId={formId}
          action={
            draftIn
              ? making.keepInSet(format.quoted(draftIn.name, 40))
              : bands.length === 1
                ? making.copy(named.length, isolate(firstBand?.name ?? ''))
                : making.copyIn(named.length, Math.max(1, bands.length))
          }
          isBusy={order.isBusy}
          isPossible={isRead && (draftIn ? !findings.isBlocked : findings.mayPost)}
          setName={draftIn ? null : setName}
          canKeep={isRead && !findings.isBlocked}
          onKeep={keep}
          onClose={onClose}
        />
      }
    >
      <form
        id={formId}
        className={css['form']}
        onSubmit={(event) => {
          event.preventDefault()
          if (!isRead || order.isBusy) return
          if (draftIn) keep({ setId: draftIn.id })
          else if (findings.mayPost) void order.post(ordered, setName, [findings.typed])
        }}
      >
        <AccountBands accounts={bands} />
        <div className={css['pair']}>
          <NumberField
            label={making.times}
            value={times}
            onChange={setTimes}
            onValid={setValid}
            least={1}
            most={MOST_COPIES}
          />
          <Labelled label={making.where}>
            <Select<Place>
              label={making.where}
              value={place}
              options={[
                { value: 'beside', label: making.places.beside },
                ...(level === 'campaign'
                  ? []
                  : [
                      {
                        value: 'holder' as const,
                        label: making.holderPlaces[level],
                        refused: sources.length > 1 ? making.severalAccounts : undefined,
                      },
                    ]),
                {
                  value: 'account',
                  label: making.places.account,
                  refused:
                    level === 'ad'
                      ? making.adsElsewhere
                      : !others.some(({ currency }) => isOfCurrency(currency))
                        ? making.noOtherAccount
                        : undefined,
                },
              ]}
              onChange={(next) => {
                setPlace(next)
                setHolderId('')
              }}
            />
          </Labelled>
        </div>
        {place === 'account' ? (
          <Labelled label={making.account}>
            <Select
              label={making.account}
              value={accountId}
              options={withChoose(
                accountId,
                making.choose,
                others.map(({ id, name, currency }) => ({
                  value: id,
                  label: name,
                  hint: currency,
                  refused: isOfCurrency(currency) ? undefined : making.otherCurrency,
                })),
              )}
              onChange={(next) => {
                setAccountId(next)
                setHolderId('')
              }}
            />
          </Labelled>
        ) : null}
        {needsHolder && into !== '' ? (
          <HolderField level={level} holders={holders} chosen={holderId} onChoose={setHolderId} />
        ) : null}
        <Field label={making.pattern} hint={making.patternHint}>
          <TextInput value={pattern} onChange={setPattern} maxLength={400} dir="auto" />
        </Field>
        {place === 'account' && level !== 'ad' ? <p className={css['hint']}>{making.elsewhereText[level]}</p> : null}
        {canDeep ? (
          <div className={css['labelled']}>
            <Checkbox label={making.deep(adSets, ads)} checked={isDeep} onChange={setDeep} />
            <span className={css['hint']}>{making.deepHint}</span>
          </div>
        ) : null}
        <div className={css['labelled']}>
          <Items
            label={making.list}
            items={named.slice(0, SHOWN).map(({ source, name }, at) => ({
              key: `${source.id} ${at}`,
              name,
              depth: 0,
              state: null,
              note: '',
              failure: null,
            }))}
            onAgain={null}
          />
          {isTooMany ? (
            <span className={css['problem']} role="alert">
              {making.tooMany(format.count(MOST_MADE))}
            </span>
          ) : (
            <span className={css['hint']}>
              {[named.length > SHOWN ? making.more(named.length - SHOWN) : null, making.becomes(total)]
                .filter((part) => part !== null)
                .join(' · ')}
            </span>
          )}
        </div>
        <ReasonField value={reason} onChange={setReason} />
        <FindingsView findings={findings} />
        {isTyped ? (
          <Field label={house.typeToPost(format.quoted(findings.account.name, 60))} hint={making.typeForCopies}>
            <TextInput value={findings.typed} onChange={findings.setTyped} maxLength={400} dir="auto" />
          </Field>
        ) : null}
      </form>
    </Dialog>
  )
}

/** Copies of objects: how often, under which names, where to; then how each of them stands. */
export const DuplicateDialog = ({ ids, onClose }: DuplicateDialogProps): ReactElement => {
  const { making } = useStrings()
  const { objects, failure } = useAbout(ids)
  const order = useOrder()
  const title = making.duplicateTitle[objects?.[0]?.level ?? 'campaign'](ids.length)
  if (order.items) return <OrderView title={title} order={order} onClose={onClose} />
  if (objects && objects.length > 0)
    return <CopyForm objects={objects} order={order} setName={title.slice(0, MOST_SET_NAME)} onClose={onClose} />
  return (
    <Dialog wide open onClose={onClose} title={title}>
      {failure ? <FailureBanner failure={failure} /> : <Skeleton lines={6} />}
    </Dialog>
  )
}
