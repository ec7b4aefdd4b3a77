window.YTD.account.part0 = [
  {
    "account": {
      "accountId": "4242",
      "username": "nia_on_the_canal",
      "accountDisplayName": "Nia Roberts",
      "createdAt": "2020-08-30T18:00:00.000Z"
    }
  }
]
