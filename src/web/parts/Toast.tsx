import { Button } from 'antd'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react'
import { Icon } from './Icon.tsx'

interface Toast {
  readonly text: string
  /** What takes it back. */
  readonly action?: { readonly label: string; readonly run: () => void }
}

const ToastContext = createContext<(toast: Toast) => void>(() => undefined)

/** How long a note about what was done stays; with a way back it stays longer. */
const SHORT = 5_000
const LONG = 15_000

/** Says at the foot of the page what was done, with the way back where there is one. */
export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const [toast, setToast] = useState<Toast>()
  const show = useCallback((next: Toast) => setToast({ ...next }), [])
  useEffect(() => {
    if (!toast) return
    const timer = setTimeout(() => setToast(undefined), toast.action ? LONG : SHORT)
    return () => clearTimeout(timer)
  }, [toast])
  return (
    <ToastContext value={show}>
      {children}
      <div className="toasts" role="status">
        {toast ? (
          <p className="toast">
            <Icon name="done" />
            <span>{toast.text}</span>
            {toast.action ? (
              <Button
                size="small"
                onClick={() => {
                  toast.action?.run()
                  setToast(undefined)
                }}
              >
                {toast.action.label}
              </Button>
            ) : null}
          </p>
        ) : null}
      </div>
    </ToastContext>
  )
}

export function useToast(): (toast: Toast) => void {
  return useContext(ToastContext)
}
