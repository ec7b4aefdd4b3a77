window.YTD.screen_name_change.part0 = [
  {
    "screenNameChange" : {
      "accountId" : "900100",
      "screenNameChange" : {
        "changedAt" : "2019-08-30T10:00:00.000Z",
        "changedFrom" : "ngozi_ok",
        "changedTo" : "MissOkaforTeach"
      }
    }
  }
]
