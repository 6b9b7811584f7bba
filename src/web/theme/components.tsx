import { ConfigProvider, theme } from 'antd'
import enUS from 'antd/es/locale/en_US'
import zhCN from 'antd/es/locale/zh_CN'
import type { ReactNode } from 'react'
import { useSpeech } from '../i18n/language.tsx'
import { useMode } from './mode.tsx'
import { palettes, SANS } from './tokens.ts'

/** The component library in our colours. Its styles come first in the page, so a rule of ours of equal weight wins. */
export function ComponentTheme({ children }: { readonly children: ReactNode }) {
  const { mode } = useMode()
  const { language } = useSpeech()
  const palette = palettes[mode]
  return (
    <ConfigProvider
      locale={language === 'zh' ? zhCN : enUS}
      button={{ autoInsertSpace: false }}
      theme={{
        algorithm: mode === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
        token: {
          colorPrimary: palette.accent,
          colorLink: palette.accent,
          colorText: palette.ink,
          colorTextSecondary: palette.muted,
          colorBgBase: palette.paper,
          colorBgContainer: palette.paper,
          colorBgLayout: palette.ground,
          colorBorder: palette.edge,
          colorBorderSecondary: palette.line,
          colorError: palette.error,
          colorWarning: palette.explain,
          colorSuccess: palette.done,
          fontFamily: SANS,
          fontSize: 14,
          borderRadius: 6,
          controlHeight: 34,
          wireframe: false,
          motionDurationMid: '0.12s',
          motionDurationSlow: '0.18s',
        },
        components: {
          Button: { primaryShadow: 'none', defaultShadow: 'none', primaryColor: palette.onAccent },
        },
      }}
    >
      {children}
    </ConfigProvider>
  )
}
