import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { queries } from './queries'
import { theme } from './theme'

/** Puts an app into the page, with its theme and what the server said. */
export const mount = (app: ReactNode) =>
  createRoot(document.getElementById('root')!).render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
        <QueryClientProvider client={queries}>{app}</QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  )
