import type { ReactElement } from 'react'
import { useView } from '../../stores/view.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Progress } from '../../ui/states.tsx'
import { Items } from './items.tsx'
import css from './making.module.css'
import type { Order } from './use-order.ts'

interface OrderViewProps {
  readonly title: string
  readonly order: Order
  readonly onClose: () => void
}

/** How an order stands, until somebody closes it. */
export const OrderView = ({ title, order, onClose }: OrderViewProps): ReactElement => {
  const { making, common, sets } = useStrings()
  const items = order.items ?? []
  const { failed, isBusy, done, setId } = order
  const openSet = (): void => {
    onClose()
    if (setId !== null) useView.getState().go('edits', { kind: 'set', id: setId })
  }
  return (
    <Dialog
      wide
      open
      onClose={onClose}
      title={title}
      footer={
        <>
          {isBusy ? (
            <Progress label={making.progress(done, items.length)} share={done / Math.max(1, items.length)} />
          ) : null}
          {setId === null ? null : (
            <Button kind="quiet" onClick={openSet}>
              {sets.show}
            </Button>
          )}
          {failed.length === items.length && !isBusy ? <Button onClick={order.forget}>{making.back}</Button> : null}
          {failed.length > 1 && !isBusy ? (
            <Button onClick={() => void order.again(failed)}>{making.againAll(failed.length)}</Button>
          ) : null}
          <Button kind="primary" onClick={onClose}>
            {common.close}
          </Button>
        </>
      }
    >
      <div className={css['form']}>
        <Items label={making.list} items={items} onAgain={isBusy ? null : (key) => void order.again([key])} />
        <p className={css['hint']} role="status">
          {order.isEnded ? making.done(items.filter(({ state }) => state === 'confirmed').length) : making.goesOn}
        </p>
      </div>
    </Dialog>
  )
}
