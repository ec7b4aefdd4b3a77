window.YTD.protected_history.part0 = [
  {
    "protectedHistory" : {
      "protectedAt" : "2022-04-01T00:00:00.000Z",
      "action" : "Protect"
    }
  },
  {
    "protectedHistory" : {
      "protectedAt" : "2023-01-02T00:00:00.000Z",
      "action" : "Unprotect"
    }
  }
]
