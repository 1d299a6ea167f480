import { createTheme, defaultVariantColorsResolver, type MantineColorsTuple } from '@mantine/core'

/**
 * The variables that Mantine would write into a <style> element stand in tokens.css: the recorder's content security policy allows none.
 * One accent: the light theme uses shade 7, the dark theme shade 3. Everything else is a token of tokens.css.
 */
const accent: MantineColorsTuple = ['#e8f0fd', '#d0e0fb', '#adc9f9', '#8ab4f8', '#5e96f0', '#3a7be6', '#1f68dc', '#0b57d0', '#0849b0', '#063a8c']

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 3 },
  variantColorResolver: (input) => {
    const found = defaultVariantColorsResolver(input)
    return input.variant === 'filled' && (input.color ?? 'accent') === 'accent' ? { ...found, color: 'var(--on-accent)' } : found
  },
  colors: { accent },
  defaultRadius: 6,
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
  fontSizes: { xs: '13px', sm: '14px', md: '14px', lg: '16px', xl: '20px' },
  focusRing: 'auto',
  respectReducedMotion: true,
})

