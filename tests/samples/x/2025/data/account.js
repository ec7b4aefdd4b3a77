window.YTD.account.part0 = [
  {
    "account" : {
      "email" : "n.okafor@example.org",
      "createdVia" : "oauth:129032",
      "username" : "MissOkaforTeach",
      "accountId" : "900100",
      "createdAt" : "2011-04-02T09:15:27.000Z",
      "accountDisplayName" : "Ngozi Okafor"
    }
  }
]
