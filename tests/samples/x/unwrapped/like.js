window.YTD.like.part0 = [ {
  "tweetId" : "1090000000000000001"
} ]
