window.YTD.ip_audit.part0 = [
  {
    "ipAudit" : {
      "accountId" : "900100",
      "createdAt" : "2025-09-01T07:00:00.000Z",
      "loginIp" : "192.0.2.7"
    }
  }
]
