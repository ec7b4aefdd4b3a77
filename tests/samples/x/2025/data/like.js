window.YTD.like.part0 = [
  {
    "like" : {
      "tweetId" : "1650000000000000001",
      "fullText" : "Fair pay for support staff &amp; cover supervisors",
      "expandedUrl" : "https://twitter.com/i/web/status/1650000000000000001"
    }
  },
  {
    "like" : {
      "tweetId" : "1650000000000000002",
      "expandedUrl" : "https://twitter.com/i/web/status/1650000000000000002"
    }
  }
]
