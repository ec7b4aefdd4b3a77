window.YTD.follower.part0 = [
  {
    "follower" : {
      "accountId" : "900200",
      "userLink" : "https://twitter.com/intent/user?user_id=900200"
    }
  }
]
