import { Toast } from '@base-ui/react/toast'
import { X } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { useMemo } from 'react'
import { failureFrom } from '../api.ts'
import { useSentence, useStrings } from '../strings/use-strings.ts'
import { Button, IconButton } from './button.tsx'
import { cx } from './cx.ts'
import css from './toast.module.css'

/** What can be done about what was just done: taken back, looked at. */
export interface Next {
  readonly label: string
  readonly run: () => void
}

/** How far something is. */
export interface Going {
  readonly tell: (text: string) => void
  readonly end: () => void
}

/** What was just done, or why it was not: says so in a corner and goes by itself. Failures stay until closed. */
export interface Say {
  readonly done: (text: string, next?: Next) => void
  /** What only a person's next press can finish: stays until it was pressed or closed. */
  readonly waiting: (text: string, next: Next) => void
  /** What takes a while, with a button that gives it up: stays until `end`. */
  readonly going: (text: string, stop: Next) => Going
  /** Anything thrown by `call`. */
  readonly failed: (error: unknown) => void
}

/** Long enough to read it and to reach the button. */
const WITH_NEXT = 12_000

export const useSay = (): Say => {
  const { add, close, update } = Toast.useToastManager()
  const sentence = useSentence()
  return useMemo(() => {
    const show = (text: string, next: Next, timeout: number): string => {
      const onClick = (): void => {
        close(id)
        next.run()
      }
      const id = add({ description: text, type: 'good', timeout, actionProps: { children: next.label, onClick } })
      return id
    }
    return {
      done: (text, next) => void (next ? show(text, next, WITH_NEXT) : add({ description: text, type: 'good' })),
      waiting: (text, next) => void show(text, next, 0),
      going: (text, stop) => {
        const id = show(text, stop, 0)
        return { tell: (now) => update(id, { description: now }), end: () => close(id) }
      },
      failed: (error) =>
        void add({ description: sentence(failureFrom(error)), type: 'bad', timeout: 0, priority: 'high' }),
    }
  }, [add, close, update, sentence])
}

const Toasts = (): ReactElement => {
  const { toasts } = Toast.useToastManager()
  const { common } = useStrings()
  return (
    <Toast.Portal>
      <Toast.Viewport className={css['viewport']}>
        {toasts.map((toast) => (
          <Toast.Root
            key={toast.id}
            toast={toast}
            aria-label={common.message}
            className={cx(css['toast'], toast.type === 'bad' && css['bad'])}
            swipeDirection={[]}
          >
            <Toast.Content className={css['content']}>
              <Toast.Description className={css['text']} />
              {toast.actionProps ? <Toast.Action render={<Button size="small" className={css['action']} />} /> : null}
              <Toast.Close render={<IconButton label={common.close} icon={<X />} size="small" />} />
            </Toast.Content>
          </Toast.Root>
        ))}
      </Toast.Viewport>
    </Toast.Portal>
  )
}

export const ToastProvider = ({ children }: { readonly children: ReactNode }): ReactElement => (
  <Toast.Provider timeout={5000} limit={3}>
    {children}
    <Toasts />
  </Toast.Provider>
)
