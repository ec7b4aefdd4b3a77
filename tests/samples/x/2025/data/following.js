window.YTD.following.part0 = [
  {
    "following" : {
      "accountId" : "900201",
      "userLink" : "https://twitter.com/intent/user?user_id=900201"
    }
  }
]
