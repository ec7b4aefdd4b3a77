window.YTD.account.part0 = [ {
  "username" : "ben_t",
  "accountId" : "61",
  "createdAt" : "2010-01-01T00:00:00.000Z",
  "accountDisplayName" : "Ben Tran"
} ]
