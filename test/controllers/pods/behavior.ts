/** One Pod at a time, up every six seconds, and down every four, as long as the last five seconds have wanted less. */
export const BEHAVIOR = {
  scaleUp: { stabilizationWindowSeconds: 0, policies: [{ type: 'Pods', value: 1, periodSeconds: 6 }] },
  scaleDown: { stabilizationWindowSeconds: 5, policies: [{ type: 'Pods', value: 1, periodSeconds: 4 }] },
};
