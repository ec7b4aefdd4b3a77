window.YTD.block.part0 = [
  {
    "blocking" : {
      "accountId" : "900202",
      "userLink" : "https://twitter.com/intent/user?user_id=900202"
    }
  }
]
