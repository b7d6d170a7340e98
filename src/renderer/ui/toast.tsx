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

/** What was just done, or why it was not: says so in a corner and goes by itself. Failures stay until closed. */
export interface Say {
  readonly done: (text: string, next?: Next) => void
  /** Anything thrown by `call`. */
  readonly failed: (error: unknown) => void
}

/** Long enough to read it and to reach the button. */
const WITH_NEXT = 12_000

export const useSay = (): Say => {
  const { add, close } = Toast.useToastManager()
  const sentence = useSentence()
  return useMemo(
    () => ({
      done: (text, next) => {
        const id = add({
          description: text,
          type: 'good',
          ...(next
            ? {
                timeout: WITH_NEXT,
                actionProps: {
                  children: next.label,
                  onClick: () => {
                    close(id)
                    next.run()
                  },
                },
              }
            : {}),
        })
      },
      failed: (error) =>
        void add({ description: sentence(failureFrom(error)), type: 'bad', timeout: 0, priority: 'high' }),
    }),
    [add, close, sentence],
  )
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
